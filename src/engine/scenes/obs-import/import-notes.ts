import type { ObsImportNote } from '../../../shared/scenes/obs-import-report.js';

/** Nobody reads more. */
const maxNotes = 1000;
const maxLength = 200;

/** What did not map, each thing said once. */
export class ImportNotes {
  readonly #notes = new Map<string, ObsImportNote>();

  add(code: ObsImportNote['code'], about: { source?: string; scene?: string; details?: string } = {}): void {
    if (this.#notes.size >= maxNotes) return;
    const note = { code, source: cut(about.source), scene: cut(about.scene), details: cut(about.details) };
    this.#notes.set(JSON.stringify(note), note);
  }

  all(): ObsImportNote[] {
    return [...this.#notes.values()];
  }
}

function cut(text: string | undefined): string | null {
  return text === undefined ? null : text.slice(0, maxLength);
}
