import type { BroadcastRow } from '../../archive/journal.js';
import { fileNames } from '../../archive/layout.js';
import type { Clock } from '../../clock.js';
import type { RenditionTimeline } from '../../package/rendition-timeline.js';
import { DashLive, finalDashManifest } from '../dash-live.js';
import type { Presence } from './bucket-playlists.js';
import type { PacedWriter } from './paced-writer.js';

/** So often the MPD is written, and asked for: each write costs, and low latency is told by HLS. */
const everySeconds = 4;

export interface PublishedDashDeps {
  readonly writer: PacedWriter;
  readonly clock: Clock;
  /** Folder of the broadcast below the destination's prefix. */
  readonly folder: string;
  readonly presence: () => Presence;
}

/** What the MPD is made from, as it is now. */
export interface DashScope {
  readonly row: BroadcastRow;
  /** Those that the playlists name, in ladder order. */
  readonly timelines: readonly RenditionTimeline[];
  /** The last sequence that all of them have listed. */
  readonly edge: number;
}

/**
 * The MPD of one broadcast in a bucket, for DASH players. What was a gap when it was told stays one until the recording is
 * whole: a Period must not change.
 */
export class PublishedDash {
  readonly #deps: PublishedDashDeps;
  readonly #live = new DashLive();
  #dueMs = -Infinity;

  constructor(deps: PublishedDashDeps) {
    this.#deps = deps;
  }

  /** What the bucket has is not what was told. */
  renew(): void {
    this.#live.renew();
    this.#dueMs = -Infinity;
  }

  /** Writes it when it is due; `scope` is asked when its turn has come, null: not any more. Rejects as `PacedWriter.put`. */
  async write(scope: () => DashScope | null): Promise<void> {
    const { clock } = this.#deps;
    if (clock.monotonicMs() < this.#dueMs) return;
    const first = this.#render(scope());
    if (first === null) return;
    this.#dueMs = clock.monotonicMs() + everySeconds * 1000;
    await this.#put(() => this.#render(scope()) ?? first);
  }

  /** Nothing more will come, though it has gaps. */
  async close({ row, timelines }: Omit<DashScope, 'edge'>): Promise<void> {
    const manifest = finalDashManifest(row, timelines, (segment) => this.#deps.presence().isThere(segment));
    if (manifest !== null) await this.#put(() => manifest);
  }

  #put(render: () => string): Promise<void> {
    return this.#deps.writer.put(`${this.#deps.folder}/${fileNames.dash}`, render);
  }

  #render(scope: DashScope | null): string | null {
    if (scope === null) return null;
    const { clock, presence } = this.#deps;
    const { row: show, timelines, edge } = scope;
    const isThere = presence().isThere.bind(presence());
    return this.#live.render({ show, timelines, edge, isThere, updateSeconds: everySeconds, nowMs: clock.now() });
  }
}
