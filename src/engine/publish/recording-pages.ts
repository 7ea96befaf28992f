import type { ListedRecording, RecordingsJson } from '../../shared/published.js';

/** How many recordings channel.json lists itself: what most channels ever have, in 30 KB. */
const listedFirst = 200;

/** The recordings of a channel as its files list them. */
export interface RecordingPages {
  /** In channel.json. */
  readonly listed: readonly ListedRecording[];
  /** The page that goes on behind them; null: there is none. */
  readonly older: string | null;
  /** By file below the channel's root, the newest month first. Each lists its whole month. */
  readonly pages: ReadonlyMap<string, RecordingsJson>;
}

/**
 * Divides recordings (newest first) into what channel.json lists and a page for each month behind that. By month and not by
 * number, so that one that is deleted or renamed changes its own page only, and a new one hardly ever any.
 */
export function recordingPages(recordings: readonly ListedRecording[], first = listedFirst): RecordingPages {
  const newestBehind = recordings.slice(first).map(fileOf).sort().at(-1) ?? null;
  const months = new Map<string, ListedRecording[]>();
  for (const recording of recordings) {
    const file = fileOf(recording);
    if (newestBehind === null || file > newestBehind) continue;
    const month = months.get(file) ?? [];
    month.push(recording);
    months.set(file, month);
  }
  const files = [...months.keys()].sort().reverse();
  const pages = files.map((file, index): [string, RecordingsJson] => [
    file,
    { version: 1, recordings: months.get(file) ?? [], older: files[index + 1] ?? null },
  ]);
  return { listed: recordings.slice(0, first), older: files[0] ?? null, pages: new Map(pages) };
}

/** An id begins with its day: `20261121-…`. */
function fileOf({ id }: ListedRecording): string {
  return `recordings/${id.slice(0, 4)}-${id.slice(4, 6)}.json`;
}
