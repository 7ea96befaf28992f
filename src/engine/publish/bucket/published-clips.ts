import type { ClipJson } from '../../../shared/clips.js';
import type { Link } from '../../../shared/domain.js';
import { clipFolder, clipPageName } from '../../clips/render-clip.js';
import { layout } from '../../archive/layout.js';
import type { Clock } from '../../clock.js';
import type { PublicationJournal, PublicationRow } from './publication-journal.js';

/** Where clips come from. */
export interface ClipSource {
  of(broadcastId: string): readonly ClipJson[];
  /** Resolves when none of it is being made. */
  settled(broadcastId: string): Promise<void>;
}

/** How a clip stands at the destinations of its broadcast. */
export interface ClipStanding {
  /** Of where it was read back. */
  readonly links: Link[];
  /** There is one that has not got it yet. */
  readonly isPending: boolean;
}

/** Which clips the buckets have. The journal knows it by their pages, which are written last. */
export class PublishedClips implements ClipSource {
  readonly #journal: PublicationJournal;
  readonly #source: ClipSource;
  readonly #clock: Clock;
  readonly #known = new Map<string, Set<string>>();

  constructor(deps: { readonly journal: PublicationJournal; readonly source: ClipSource; readonly clock: Clock }) {
    this.#journal = deps.journal;
    this.#source = deps.source;
    this.#clock = deps.clock;
  }

  of(broadcastId: string): readonly ClipJson[] {
    return this.#source.of(broadcastId);
  }

  settled(broadcastId: string): Promise<void> {
    return this.#source.settled(broadcastId);
  }

  has(row: PublicationRow, { clipId }: ClipJson): boolean {
    return this.#pages(row).has(pageOf(row, clipId));
  }

  /** All of it is in the bucket. */
  confirm(row: PublicationRow, { clipId }: ClipJson, sizeBytes: number): void {
    const { broadcastId, destinationId } = row;
    const path = pageOf(row, clipId);
    this.#journal.confirm({ destinationId, broadcastId, path, sizeBytes, confirmedAtMs: this.#clock.now() });
    this.#pages(row).add(path);
  }

  /** The bucket lacks things: the journal is asked again. */
  doubt(): void {
    this.#known.clear();
  }

  #pages(row: PublicationRow): Set<string> {
    // published anew after it was removed, it begins with nothing
    const id = `${row.destinationId}/${row.broadcastId}/${row.createdAtMs}`;
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const paths = this.#journal.confirmed(row.destinationId, row.broadcastId).map(({ path }) => path);
    const pages = new Set(paths.filter((path) => path.includes('/clips/')));
    this.#known.set(id, pages);
    return pages;
  }
}

function pageOf({ channel, broadcastId }: PublicationRow, clipId: string): string {
  return `${layout.broadcast(channel, broadcastId)}/${clipFolder(clipId)}/${clipPageName}`;
}
