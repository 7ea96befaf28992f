import type { ClipJson } from '../../../shared/clips.js';
import type { Link } from '../../../shared/domain.js';
import type { Destination } from '../../../shared/destinations.js';
import { AppError } from '../../../shared/errors.js';
import type { Publication } from '../../../shared/publication.js';
import { layout } from '../../archive/layout.js';
import { clipFolder, clipPageName } from '../../clips/render-clip.js';
import type { Clock } from '../../clock.js';
import { CostMeter } from '../cost/cost-meter.js';
import { providerProfile } from '../profiles/provider-profiles.js';
import { objectUrl } from '../s3/object-url.js';
import { resolveTarget } from '../s3/resolve-target.js';
import { describePublication } from './describe-publication.js';
import type { DestinationPublisher } from './destination-publisher.js';
import { reachOf } from './reach-of.js';
import type { PublicationJournal, PublicationRow } from './publication-journal.js';
import type { ClipStanding, PublishedClips } from './published-clips.js';

export interface PublicationBookDeps {
  readonly publications: PublicationJournal;
  readonly clips: PublishedClips;
  readonly destinations: { list(): Destination[] };
  /** Null where nothing is worked on. */
  readonly publisher: (row: PublicationRow) => DestinationPublisher | null;
  /** Why viewers do not get what is complete. */
  readonly trouble: (row: PublicationRow) => AppError | null;
  readonly clock: Clock;
}

/** Keys do not matter for where something can be read. */
const anyKeys = { accessKeyId: '-', secretAccessKey: '-', sessionToken: null };

/** What is told of publications: how each stands, where it can be read, and what it has cost. */
export class PublicationBook {
  readonly #deps: PublicationBookDeps;
  readonly #meters = new Map<string, CostMeter>();
  readonly #counted = new Map<string, { readonly objects: number; readonly bytes: number }>();

  constructor(deps: PublicationBookDeps) {
    this.#deps = deps;
  }

  describe(row: PublicationRow): Publication {
    const { clock } = this.#deps;
    const publisher = this.#deps.publisher(row);
    const standing = publisher?.standing ?? { trouble: null, leaseTrouble: null, holder: null, bitsPerSecond: null };
    return describePublication({
      row,
      destinationName: this.#destination(row)?.config.name ?? row.destinationId,
      publication: publisher?.publication(row.broadcastId) ?? null,
      ...standing,
      // of what is complete the newest look is the watch's
      verifyTrouble: this.#deps.trouble(row) ?? publisher?.verifyTrouble(row.broadcastId) ?? null,
      nowMs: clock.monotonicMs(),
      meter: this.#meter(row),
      totals: this.#totals(row),
    });
  }

  /** Links to the bucket: only to what was read back. */
  links(row: PublicationRow, file = 'index.html'): Link[] {
    const url = row.isVerified ? this.publicUrl(row, file) : null;
    return url === null ? [] : [this.#link(row, 'watch', url)];
  }

  /** How a clip stands where its broadcast is, or is on its way to. */
  clipStanding(clip: ClipJson): ClipStanding {
    const { publications, clips } = this.#deps;
    const rows = publications.of(clip.id).filter(({ state }) => state === 'publishing' || state === 'complete');
    const there = rows.filter((row) => clips.has(row, clip));
    const file = `${clipFolder(clip.clipId)}/${clipPageName}`;
    return { links: there.flatMap((row) => this.links(row, file)), isPending: there.length < rows.length };
  }

  /** The permanent links of a channel at a destination. */
  channelLinks(row: PublicationRow): Link[] {
    const page = row.isVerified ? this.#url(row, `${row.channel}/index.html`) : null;
    const stream = row.isVerified ? this.#url(row, `${row.channel}/live.m3u8`) : null;
    if (page === null || stream === null) return [];
    return [this.#link(row, 'channel', page), this.#link(row, 'stream', stream)];
  }

  /** Public URL of a file of the broadcast; null where nobody knows it. */
  publicUrl(row: PublicationRow, file: string): string | null {
    return this.#url(row, `${layout.broadcast(row.channel, row.broadcastId)}/${file}`);
  }

  /** Takes in what the bucket's client has counted; all of it is of the first (live) one of `rows`. */
  count(rows: readonly PublicationRow[], publisher: DestinationPublisher): void {
    const { usage } = publisher;
    if (usage === null) return;
    for (const [index, row] of rows.entries()) {
      const meter = this.#meter(row);
      if (index > 0) {
        meter.startFrom(usage);
        continue;
      }
      const before = JSON.stringify(meter.counted);
      meter.count(usage);
      if (JSON.stringify(meter.counted) === before) continue;
      this.#deps.publications.update(row.broadcastId, row.destinationId, { usage: meter.counted });
    }
  }

  /** Takes in one request that nobody's client has counted: what is complete was read as a viewer. */
  countRead(row: PublicationRow): void {
    const meter = this.#meter(row);
    meter.add({ puts: 0, gets: 1, lists: 0, bytesSent: 0 });
    this.#deps.publications.update(row.broadcastId, row.destinationId, { usage: meter.counted });
  }

  /** Counted once: of what is complete nothing changes, and of what is worked on the backlog tells. */
  #totals(row: PublicationRow): { readonly objects: number; readonly bytes: number } {
    if (row.state !== 'complete') return { objects: 0, bytes: 0 };
    const id = `${row.destinationId}/${row.broadcastId}/${row.completedAtMs}`;
    const known = this.#counted.get(id);
    if (known !== undefined) return known;
    const totals = this.#deps.publications.totals(row.destinationId, row.broadcastId);
    this.#counted.set(id, totals);
    return totals;
  }

  #link({ destinationId }: PublicationRow, kind: Link['kind'], url: string): Link {
    return { kind, url, reach: reachOf(url), destinationId };
  }

  #meter(row: PublicationRow): CostMeter {
    const id = `${row.destinationId}/${row.broadcastId}`;
    const known = this.#meters.get(id);
    if (known !== undefined) return known;
    const provider = this.#destination(row)?.config.provider;
    const prices = provider === undefined ? null : providerProfile(provider).prices;
    const meter = new CostMeter({ prices, before: row.usage });
    this.#meters.set(id, meter);
    return meter;
  }

  #destination({ destinationId }: PublicationRow): Destination | undefined {
    return this.#deps.destinations.list().find(({ id }) => id === destinationId);
  }

  #url(row: PublicationRow, path: string): string | null {
    const config = this.#destination(row)?.config;
    if (config === undefined) return null;
    try {
      const { publicUrl } = resolveTarget(config, anyKeys);
      return publicUrl === null ? null : objectUrl(publicUrl, config.prefix === '' ? path : `${config.prefix}/${path}`);
    } catch (error) {
      if (error instanceof AppError) return null;
      throw error;
    }
  }
}
