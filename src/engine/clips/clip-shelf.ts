import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { clipIdSchema, clipJsonSchema, type ClipJson } from '../../shared/clips.js';
import type { BroadcastRow } from '../archive/journal.js';
import { layout, toDiskPath } from '../archive/layout.js';
import type { Logger } from '../log/logger.js';
import { clipFolder, clipJsonName } from './render-clip.js';

/** All clips of the archive, by their `clip.json`, which is the truth: read once at the start, kept in memory. */
export class ClipShelf {
  readonly #clips = new Map<string, ClipJson[]>();

  /** Reads those of these broadcasts. What cannot be read is told in the log, and left alone. */
  async load(root: string, rows: readonly BroadcastRow[], logger: Logger): Promise<void> {
    for (const row of rows) {
      const folder = toDiskPath(root, layout.broadcast(row.channel, row.id));
      const names = await readdir(path.join(folder, 'clips')).catch(() => []);
      for (const name of names.filter((each) => clipIdSchema.safeParse(each).success)) {
        const text = await readFile(path.join(folder, clipFolder(name), clipJsonName), 'utf8').catch(() => '');
        const told = clipJsonSchema.safeParse(parseJson(text));
        const isOwn = told.success && told.data.id === row.id && told.data.clipId === name;
        if (isOwn) this.add(told.data);
        else logger.warn({ broadcast: row.id, clip: name }, 'a clip without a whole clip.json is left alone');
      }
    }
  }

  add(clip: ClipJson): void {
    const others = this.of(clip.id).filter(({ clipId }) => clipId !== clip.clipId);
    this.#clips.set(
      clip.id,
      [clip, ...others].sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt)),
    );
  }

  /** The newest first. */
  of(broadcastId: string): readonly ClipJson[] {
    return this.#clips.get(broadcastId) ?? [];
  }

  /** Of all broadcasts, the newest broadcast first: ids are in the order of their beginning. */
  all(): ClipJson[] {
    return [...this.#clips.keys()]
      .sort()
      .reverse()
      .flatMap((id) => this.of(id));
  }

  /** They went with their broadcast. */
  forget(broadcastId: string): void {
    this.#clips.delete(broadcastId);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // torn, or not there: no clip
    return null;
  }
}
