import type { FamilyMember, ProcessKind } from './process-family.js';
import type { Figure } from './report.js';
import { showSpread, spreadOf } from './statistics.js';

/** All processes of a seat, over a while. */
export interface Taken {
  readonly members: readonly (FamilyMember & { readonly cores: number })[];
}

export interface Seated {
  /** With an empty profile, and nothing read from disk before where `isCold`; milliseconds. */
  readonly cold: readonly number[];
  /** Once more at once. */
  readonly warm: readonly number[];
  readonly idle: Taken;
  readonly live: Taken;
}

export interface DesktopMeasures {
  /** The system could be told to forget what it had read. */
  readonly isCold: boolean;
  readonly desktop: Seated;
  readonly browser: Seated;
}

const megabyte = 1_000_000;
const kinds: readonly ProcessKind[] = ['main', 'page', 'gpu', 'engine', 'service', 'other'];

const bytesOf = ({ members }: Taken): number => members.reduce((sum, { pssBytes }) => sum + pssBytes, 0);
const coresOf = ({ members }: Taken): number => members.reduce((sum, { cores }) => sum + cores, 0);
const megabytes = (bytes: number): string => `${(bytes / megabyte).toFixed(0)} MB`;
const percent = (cores: number): string => `${(cores * 100).toFixed(1)} %`;
const seconds = (values: readonly number[]): string => showSpread(spreadOf(values.map((ms) => ms / 1000)), 2, ' s');
const median = (values: readonly number[]): number => spreadOf(values).median;

/** `main 80 MB 0.1 %, page …`: what it is made up of. */
function parts(taken: Taken): string {
  return kinds
    .map((kind) => ({ kind, members: taken.members.filter((member) => member.kind === kind) }))
    .filter(({ members }) => members.length > 0)
    .map(({ kind, members }) => `${kind} ${megabytes(bytesOf({ members }))} ${percent(coresOf({ members }))}`)
    .join(', ');
}

function ofTaken(
  what: string,
  desktop: Taken,
  browser: Taken,
  limits: { bytes: number; cores: number | null },
): Figure[] {
  const [bytes, cores] = [bytesOf(desktop), coresOf(desktop)];
  return [
    {
      what: `${what}: memory of all processes`,
      measured: megabytes(bytes),
      budget: `≤ ${megabytes(limits.bytes)}`,
      isKept: bytes <= limits.bytes,
    },
    {
      what: `${what}: CPU, of a core`,
      measured: percent(cores),
      ...(limits.cores !== null && { budget: `≤ ${percent(limits.cores)}`, isKept: cores <= limits.cores }),
    },
    { what: '  made up of', measured: parts(desktop) },
    { what: '  in Chromium', measured: `${megabytes(bytesOf(browser))}, ${percent(coresOf(browser))}` },
    { what: '    made up of', measured: parts(browser) },
    {
      what: '  desktop / Chromium',
      measured: `memory ${(bytes / bytesOf(browser)).toFixed(2)} ×, CPU ${(cores / coresOf(browser)).toFixed(2)} ×`,
    },
  ];
}

/** The app, started warm, can be worked with after so long. */
const warmLimitMs = 2000;

/** The table. Budgets are those of the desktop app's issue. */
export function desktopFigures({ isCold, desktop, browser }: DesktopMeasures): Figure[] {
  const coldWords = isCold ? 'nothing read before' : 'a fresh profile';
  const ratio = (pick: (seat: Seated) => readonly number[]): string =>
    `${(median(pick(desktop)) / median(pick(browser))).toFixed(2)} ×`;
  return [
    { what: `started → the studio can be worked with, ${coldWords}`, measured: seconds(desktop.cold) },
    { what: '  engine and Chromium', measured: seconds(browser.cold) },
    { what: '  desktop / Chromium', measured: ratio(({ cold }) => cold) },
    {
      what: 'started again at once',
      measured: seconds(desktop.warm),
      budget: '≤ 2 s',
      isKept: median(desktop.warm) <= warmLimitMs,
    },
    { what: '  engine and Chromium', measured: seconds(browser.warm) },
    { what: '  desktop / Chromium', measured: ratio(({ warm }) => warm) },
    ...ofTaken('idle, an empty scene', desktop.idle, browser.idle, { bytes: 350 * megabyte, cores: 0.02 }),
    ...ofTaken('live, a camera at 720p30', desktop.live, browser.live, { bytes: 700 * megabyte, cores: null }),
  ];
}
