import { z } from 'zod';

/**
 * Why something of a scene collection of OBS Studio came over otherwise than it was, or not at all. The words are looked up
 * by code.
 */
export const obsImportReasonCodes = [
  /** The kind of source has no counterpart (details: its kind). */
  'source-unsupported',
  /** Which one is shown is asked by the browser when the capture starts. */
  'capture-to-choose',
  /** The device is found by its name, or has to be chosen. */
  'device-to-choose',
  /** A browser gives the system's sound together with a screen alone: screens of this file are asked with it. */
  'system-sound-with-screen',
  /** A microphone of one scene is heard in all of them now. */
  'heard-everywhere',
  /** Something of the source has no counterpart (details: what). */
  'source-partly',
  /** Shown by the desktop app alone. */
  'web-page-reserved',
  /** The file was not there, or is on another computer (details: its name). */
  'file-missing',
  /** The file is of a kind that browsers do not show, or too large (details: its name). */
  'file-unsupported',
  /** Not a file of this computer's own disks (details: its name). */
  'file-elsewhere',
  /** The file is there, and was not taken in: nobody allowed it (details: its name). */
  'file-left',
  /** Of several files the first one came over (details: how many there were). */
  'first-file-only',
  /** A filter has no counterpart (details: its kind). */
  'filter-unsupported',
  /** Something of the filter has no counterpart (details: its kind). */
  'filter-partly',
  /** The transition has no counterpart, and the nearest one is chosen (details: its kind). */
  'transition-unsupported',
  /** The item appears and goes at once (details: the transition's kind). */
  'item-transition-unsupported',
  /** A hotkey of another kind than those that show a scene, a second one, or a key that is none here (details: which). */
  'hotkey-unsupported',
  /** A value was beyond what can be set here, and was brought within (details: which). */
  'value-limited',
  /** What is mirrored there is not here. */
  'flip-unsupported',
  /** A scene inside of a scene, or a group: its items lie in the scene itself now, at their places. */
  'nested-flattened',
  /** Nested too deep, or in itself. */
  'nested-too-deep',
  /** How large the source's picture is was not known: placed as if it filled the canvas. */
  'size-unknown',
  /** The kind of blending has no counterpart. */
  'blend-unsupported',
  /** Speaks of a source that is not in the file. */
  'source-missing',
  /** More scenes, sources or items than a collection holds: the rest was left out. */
  'too-many',
] as const;

/** What did not map. `source` is null for the collection itself. All text comes from the file: data, to be shown as such. */
export const obsImportReportSchema = z.object({
  scenes: z.number().int(),
  sources: z.number().int(),
  items: z.number().int(),
  notes: z.array(
    z.object({
      code: z.enum(obsImportReasonCodes),
      source: z.string().nullable(),
      scene: z.string().nullable(),
      details: z.string().nullable(),
    }),
  ),
});
export type ObsImportReport = z.infer<typeof obsImportReportSchema>;
export type ObsImportNote = ObsImportReport['notes'][number];
