import type { ObsImportNote, ObsImportReport } from '../../../shared/scenes/obs-import-report.js';

const named = (details: string | null) => (details === null ? '' : ` (${details})`);

/** What did not come over from OBS as it was, by code. `details` come from the file: shown as text. */
const byCode: Readonly<Record<ObsImportNote['code'], (details: string | null) => string>> = {
  'source-unsupported': (details) => `There is no source of this kind here${named(details)}. It was left out.`,
  'capture-to-choose': () => 'Choose what to share when you switch it on.',
  'device-to-choose': (details) => `Looked for by its name${named(details)}. If it shows nothing, choose the device.`,
  'system-sound-with-screen': () => 'The system’s sound comes together with a screen here.',
  'heard-everywhere': () => 'Heard in every scene now.',
  'source-partly': (details) => `Came over in part${named(details)}.`,
  'web-page-reserved': () =>
    'Shown in the desktop app. Its sound is mixed in where OBS controlled it; else switch that on in its properties. Where it wants you to sign in, do so there again.',
  'file-missing': (details) => `Its file was not there${named(details)}. Choose it again.`,
  'file-unsupported': (details) => `Its file cannot be shown here${named(details)}.`,
  'file-elsewhere': (details) => `Its file is not on a disk of this computer${named(details)}. Choose it again.`,
  'file-left': (details) => `Its file was left where it is${named(details)}. Choose it when you want it.`,
  'first-file-only': (details) => `The first of several files came over${named(details)}.`,
  'filter-unsupported': (details) => `A filter has no counterpart${named(details)}.`,
  'filter-partly': (details) => `A filter came over in part${named(details)}.`,
  'transition-unsupported': (details) =>
    `The transition has no counterpart${named(details)}. The nearest one is chosen.`,
  'item-transition-unsupported': (details) => `Appears and goes at once now, without its transition${named(details)}.`,
  'hotkey-unsupported': (details) => `A hotkey did not come over${named(details)}.`,
  'value-limited': (details) => `A value was brought within what can be set here${named(details)}.`,
  'flip-unsupported': () => 'Is not mirrored here.',
  'nested-flattened': () => 'Its items lie in the scene itself now, where they were.',
  'nested-too-deep': () => 'Was nested too deep and left out.',
  'size-unknown': () => 'Its size was not known: check its place.',
  'blend-unsupported': (details) => `Blends in the normal way now${named(details)}.`,
  'source-missing': () => 'Its source is not in the file.',
  'too-many': () => 'There was more than fits into a collection. The rest was left out.',
};

/** What is said after an import from OBS. */
export const obsReportWords = {
  title: 'Imported from OBS Studio',
  summary: ({ scenes, sources, items }: ObsImportReport) =>
    `${count(scenes, 'scene')}, ${count(sources, 'source')} and ${count(items, 'item')} came over.`,
  whole: 'Everything came over as it was.',
  notes: 'To check',
  note: ({ code, details }: ObsImportNote) => byCode[code](details),
  about: ({ source, scene }: ObsImportNote) => [source, scene].filter((name) => name !== null).join(' · '),
  close: 'To the scenes',
} as const;

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
