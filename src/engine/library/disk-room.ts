import { AppError } from '../../shared/errors.js';
import type { StudioState } from '../../shared/studio-state.js';
import { freeBytes } from './disk-space.js';

/** Kept while nothing is on: so that a broadcast can begin. */
const idleBytes = 64 * 1024 * 1024;
/** Kept while one is on, at the least: it is ended when it cannot write. */
const onAirBytes = 1024 ** 3;
/** And what it writes in so long, at the rate it has now. */
const onAirSeconds = 60 * 60;
/** While a file comes in the disk is looked at again after so many bytes of it. */
const lookEveryBytes = 8 * 1024 * 1024;

/** What the broadcast that is on writes now, bytes per second; 0: not measured yet; null: none is on. */
export function writtenPerSecond({ broadcast, disk }: Pick<StudioState, 'broadcast' | 'disk'>): number | null {
  if (broadcast === null) return null;
  const seconds = disk?.secondsLeft ?? 0;
  return disk === null || seconds <= 0 ? 0 : disk.freeBytes / seconds;
}

/** Room on the disk for what can wait (files of scenes, exports), behind what a broadcast needs to go on. */
export class DiskRoom {
  readonly #folder: string;
  readonly #bytesPerSecond: () => number | null;

  /** `bytesPerSecond`: see `writtenPerSecond`. */
  constructor(deps: { readonly folder: string; readonly bytesPerSecond: () => number | null }) {
    this.#folder = deps.folder;
    this.#bytesPerSecond = deps.bytesPerSecond;
  }

  /** Throws `disk.full` (details.neededBytes, details.freeBytes, details.isOnAir) when so much would take from a broadcast what it needs. */
  async check(neededBytes: number): Promise<void> {
    const rate = this.#bytesPerSecond();
    const keptBytes = rate === null ? idleBytes : Math.max(onAirBytes, rate * onAirSeconds);
    const free = await freeBytes(this.#folder);
    if (free >= neededBytes + keptBytes) return;
    throw new AppError('disk.full', `Expected room for ${neededBytes} bytes beside ${keptBytes}, got ${free}`, {
      details: { neededBytes, freeBytes: free, isOnAir: rate !== null },
    });
  }

  /** The stream as it is, which throws as `check` as soon as the room is gone: others write as well, and not every length is announced. */
  async *guard(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let since = lookEveryBytes;
    for await (const chunk of stream) {
      since += chunk.byteLength;
      if (since >= lookEveryBytes) {
        await this.check(chunk.byteLength);
        since = 0;
      }
      yield chunk;
    }
  }
}
