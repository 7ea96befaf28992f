import type { ClipJson } from '../../../shared/clips.js';
import { clipFolder, renderClipJson, renderClipPage, renderClipPlaylists } from '../../clips/render-clip.js';
import { selectAgain } from '../../clips/select-clip.js';
import type { Logger } from '../../log/logger.js';
import type { ViewerBuild } from '../viewer-page-build.js';
import type { BroadcastPublication } from './broadcast-publication.js';
import type { PacedWriter } from './paced-writer.js';
import type { PublicationJournal, PublicationRow } from './publication-journal.js';
import { PublicVerifier, type PublicVerifierDeps, type StoredFile } from './public-verifier.js';
import type { PublishedClips } from './published-clips.js';

export interface ClipPublicationDeps {
  readonly destinationId: string;
  readonly publication: BroadcastPublication;
  readonly publications: PublicationJournal;
  readonly clips: PublishedClips;
  readonly writer: PacedWriter;
  readonly viewer: ViewerBuild;
  readonly verifier: PublicVerifierDeps;
  readonly onChange: () => void;
  readonly logger: Logger;
}

/**
 * The clips of one broadcast at one destination. Each goes there once its segments are confirmed: playlists, the master, what
 * its page reads, the page; it counts when it was read back. Rungs that wait for a slow line are added at the end.
 */
export class ClipPublication {
  readonly #deps: ClipPublicationDeps;
  readonly #verifiers = new Map<string, PublicVerifier>();
  readonly #underWay = new Set<string>();
  /** Stored by this run with all their renditions. */
  readonly #whole = new Set<string>();

  constructor(deps: ClipPublicationDeps) {
    this.#deps = deps;
  }

  /** Once a second while it is live, and its own link opens. */
  tick(): void {
    const { clips, publication, logger } = this.#deps;
    for (const clip of clips.of(publication.broadcastId)) {
      const row = this.#row;
      if (row === null || this.#underWay.has(clip.clipId) || clips.has(row, clip)) continue;
      this.#underWay.add(clip.clipId);
      void this.#publish(clip)
        // the next tick tries again
        .catch((error: unknown) => logger.debug({ err: error, clip: clip.clipId }, 'clip not published'))
        .finally(() => this.#underWay.delete(clip.clipId));
    }
  }

  /** The broadcast is over and all of it there. Resolves when its clips are, too; whether they can be read is as its own link. */
  async finish(): Promise<void> {
    const { clips, publication } = this.#deps;
    await clips.settled(publication.broadcastId);
    for (const clip of clips.of(publication.broadcastId)) {
      if (this.#whole.has(clip.clipId)) continue;
      const pageBytes = await this.#store(clip, clip.renditions);
      if (pageBytes !== null) this.#confirm(clip, pageBytes);
    }
  }

  /** Null: it is not wanted there (any more). */
  get #row(): PublicationRow | null {
    const { publications, publication, destinationId } = this.#deps;
    const row = publications.get(publication.broadcastId, destinationId);
    return row?.state === 'publishing' ? row : null;
  }

  async #publish(clip: ClipJson): Promise<void> {
    const names = this.#ready(clip);
    if (names === null) return;
    const verifier = this.#verifiers.get(clip.clipId) ?? new PublicVerifier(this.#deps.verifier);
    this.#verifiers.set(clip.clipId, verifier);
    const pageBytes = await this.#store(clip, names);
    if (pageBytes === null || !(await verifier.look(() => Promise.resolve(this.#stored(clip, names))))) return;
    this.#verifiers.delete(clip.clipId);
    this.#confirm(clip, pageBytes);
  }

  /** What viewers can be given of it now; null: not yet. */
  #ready({ renditions, sequences }: ClipJson): readonly string[] | null {
    const { timelines, backlog } = this.#deps.publication;
    const wanted = timelines.filter(({ row }) => renditions.includes(row.name) && !backlog.deferred.has(row.name));
    const isThere = wanted.every(({ segments }) =>
      sequences.every((sequence) => {
        const segment = segments[sequence];
        return segment !== undefined && backlog.isThere(segment);
      }),
    );
    const hasPicture = wanted.some(({ row }) => row.kind === 'video') || wanted.length === renditions.length;
    return isThere && hasPicture && wanted.length > 0 ? wanted.map(({ row }) => row.name) : null;
  }

  /** Size of its page, once the bucket has all of it; null where it is not wanted, or its segments are not in the archive. */
  async #store(clip: ClipJson, renditions: readonly string[]): Promise<number | null> {
    const { publication, writer, viewer } = this.#deps;
    const { row } = publication;
    const selection = selectAgain(publication.timelines, { sequences: clip.sequences, renditions });
    if (row === null || selection === null) return null;
    const isFinal = renditions.length === clip.renditions.length;
    const playlists = renderClipPlaylists(selection, row.targetDurationSeconds);
    const page = renderClipPage(clip, viewer.template);
    for (const { name, content } of [...playlists, renderClipJson(clip), page]) {
      if (this.#row === null) return null;
      await writer.put(`${this.#folder(clip)}/${name}`, () => content, { isFinal });
    }
    if (isFinal) this.#whole.add(clip.clipId);
    return Buffer.byteLength(page.content);
  }

  #stored(clip: ClipJson, renditions: readonly string[]): readonly StoredFile[] {
    const names = [...renditions.map((name) => `${name}.m3u8`), 'master.m3u8', 'clip.json', 'index.html'];
    return names.flatMap((name): StoredFile[] => {
      const path = `${this.#folder(clip)}/${name}`;
      const expected = this.#deps.writer.content(path);
      return expected === null ? [] : [{ path, expected }];
    });
  }

  #confirm(clip: ClipJson, pageBytes: number): void {
    const row = this.#row;
    if (row === null) return;
    this.#deps.clips.confirm(row, clip, pageBytes);
    this.#deps.onChange();
  }

  #folder({ clipId }: ClipJson): string {
    return `${this.#deps.publication.folder}/${clipFolder(clipId)}`;
  }
}
