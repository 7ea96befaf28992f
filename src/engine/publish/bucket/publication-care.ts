import { readFile } from 'node:fs/promises';
import type { Reason } from '../../../shared/domain.js';
import type { AppError } from '../../../shared/errors.js';
import { fileNames, toDiskPath } from '../../archive/layout.js';
import type { Clock } from '../../clock.js';
import type { Logger } from '../../log/logger.js';
import type { RenditionTimeline } from '../../package/rendition-timeline.js';
import type { ViewerBuild } from '../viewer-page-build.js';
import type { BroadcastPublication } from './broadcast-publication.js';
import { ClipPublication } from './clip-publication.js';
import { LadderThinner } from './ladder-thinner.js';
import { LiveWatch, type WrittenPlaylist } from './live-watch.js';
import type { PacedWriter } from './paced-writer.js';
import type { PublicationJournal } from './publication-journal.js';
import type { PublishedClips } from './published-clips.js';
import { PublicVerifier, type PublicVerifierDeps, type StoredFile } from './public-verifier.js';
import type { Load, ThinOrder } from './thin-ladder.js';

/** The rate of a rendition is that of its newest segments. */
const recentSegments = 10;
/** At the end so many looks are enough: what viewers get is told either way. */
const lastLooks = 4;

export interface PublicationCareDeps {
  readonly destinationId: string;
  readonly publication: BroadcastPublication;
  readonly publications: PublicationJournal;
  readonly clips: PublishedClips;
  readonly viewer: ViewerBuild;
  readonly onChange: () => void;
  readonly writer: PacedWriter;
  readonly root: string;
  readonly clock: Clock;
  readonly thinOrder: () => ThinOrder;
  readonly verifier: PublicVerifierDeps;
  readonly isLineUp: () => boolean;
  /** Monotonic; −∞ when it never was down. */
  readonly lineUpSinceMs: () => number;
  readonly isVerified: () => boolean;
  /** False: it was, and is not any more. */
  readonly onVerified: (isVerified: boolean) => void;
  readonly onNotice: (level: 'info' | 'warning' | 'error', reason: Reason) => void;
  readonly logger: Logger;
  readonly pause: (delayMs: number) => Promise<void>;
}

/** Looks after a broadcast that is being published: is it really public, and does the uplink carry it? */
export class PublicationCare {
  readonly #deps: PublicationCareDeps;
  readonly #verifier: PublicVerifier;
  readonly #watch: LiveWatch;
  readonly #thinner: LadderThinner;
  readonly #clips: ClipPublication;

  constructor(deps: PublicationCareDeps) {
    this.#deps = deps;
    this.#verifier = new PublicVerifier(deps.verifier, deps.onNotice);
    this.#watch = new LiveWatch({ ...deps, eye: deps.verifier, playlists: () => this.#playlists() });
    this.#thinner = new LadderThinner(deps.thinOrder());
    this.#clips = new ClipPublication(deps);
  }

  /** Why viewers do not get it. */
  get trouble(): AppError | null {
    return this.#deps.publication.isOver ? this.#verifier.trouble : (this.#verifier.trouble ?? this.#watch.trouble);
  }

  /** The destination was changed: viewers may read elsewhere now. */
  poke(): void {
    this.#watch.poke();
  }

  /** Once a second, while the line is up. */
  tick(bitsPerSecond: number | null): void {
    const { publication, isVerified, onVerified, logger } = this.#deps;
    const wasPublic = isVerified() || this.#watch.trouble !== null;
    if (publication.isPlayable && !publication.isOver && wasPublic) {
      // the next look says it again
      void this.#watch
        .tick()
        .catch((error: unknown) => logger.error({ err: error }, 'not written down what is public'));
    } else if (publication.isPlayable && !isVerified()) {
      void this.#verifier
        .look(() => this.#files())
        .then((isThere) => (isThere ? onVerified(true) : undefined))
        // the next look says it again
        .catch((error: unknown) => logger.error({ err: error }, 'not written down that it is public'));
    }
    // a clip is read as its broadcast is: once that opens
    if (publication.isPlayable && !publication.isOver && isVerified()) this.#clips.tick();
    if (!publication.isOver) this.#thin(bitsPerSecond);
  }

  /** All is written but for the clips: are they, too, is it what viewers get? Resolves when it is, or after some looks that say why not. */
  async verifyEnd(): Promise<void> {
    await this.#clips.finish();
    for (let look = 0; look < lastLooks; look += 1) {
      if (await this.#verifier.look(() => this.#finalFiles())) {
        this.#deps.onVerified(true);
        return;
      }
      await this.#deps.pause(1_500);
    }
    this.#deps.onVerified(false);
  }

  /** What a viewer needs first: the page, an init segment, a segment. None before they are all written. */
  async #files(): Promise<readonly StoredFile[]> {
    const { publication } = this.#deps;
    const page = this.#written('index.html');
    const timeline = smallest(publication.timelines.filter(({ row }) => publication.backlog.hasMedia(row.name)));
    // the page may still be on its way
    if (page === null || timeline === undefined) return [];
    return [page, ...(await this.#media(timeline, 'first'))];
  }

  async #finalFiles(): Promise<readonly StoredFile[]> {
    const { publication } = this.#deps;
    const names = publication.timelines.map(({ row }) => `${row.name}/${fileNames.live}`);
    const written = ['index.html', fileNames.master, ...names].flatMap((name) => this.#written(name) ?? []);
    const timeline = smallest(publication.timelines);
    return [...written, ...(timeline === undefined ? [] : await this.#media(timeline, 'last'))];
  }

  /** Renditions that wait are behind on purpose. */
  #playlists(): readonly WrittenPlaylist[] {
    const { publication, writer } = this.#deps;
    const targetDurationSeconds = publication.row?.targetDurationSeconds ?? 2;
    return publication.timelines.flatMap((timeline): WrittenPlaylist[] => {
      const path = `${publication.folder}/${timeline.row.name}/${fileNames.live}`;
      const content = writer.content(path);
      const isMeant = content !== null && !publication.backlog.deferred.has(timeline.row.name);
      return isMeant ? [{ path, content, timeline, targetDurationSeconds }] : [];
    });
  }

  #written(name: string): StoredFile | null {
    const path = `${this.#deps.publication.folder}/${name}`;
    const expected = this.#deps.writer.content(path);
    return expected === null ? null : { path, expected };
  }

  async #media(timeline: RenditionTimeline, which: 'first' | 'last'): Promise<readonly StoredFile[]> {
    const { publication, root } = this.#deps;
    const there = timeline.segments.filter((each) => each.state === 'closed' && publication.backlog.isThere(each));
    const segment = there.at(which === 'first' ? 0 : -1);
    if (segment === undefined) return [];
    const files = [fileNames.init(segment.init), fileNames.segment(segment.sequence)];
    return Promise.all(
      files.map(async (file) => {
        const path = `${publication.folder}/${timeline.row.name}/${file}`;
        return { path, expected: await readFile(toDiskPath(root, path)) };
      }),
    );
  }

  #thin(bitsPerSecond: number | null): void {
    const { publication, clock, lineUpSinceMs, thinOrder, onNotice } = this.#deps;
    const { backlog } = publication;
    const before = this.#thinner.deferred.length;
    this.#thinner.setOrder(thinOrder());
    const hasChanged = this.#thinner.look({
      loads: publication.timelines.map(loadOf),
      bitsPerSecond,
      lagMs: backlog.liveLagMs(clock.monotonicMs(), lineUpSinceMs()),
      segmentSeconds: publication.row?.targetDurationSeconds ?? 2,
      isIdle: backlog.objects === 0,
    });
    if (!hasChanged) return;
    const { deferred } = this.#thinner;
    backlog.defer(new Set(deferred));
    const mbits = bitsPerSecond === null ? null : Math.round(bitsPerSecond / 100_000) / 10;
    const details = { names: deferred.join(', '), mbits };
    if (deferred.length > before) onNotice('warning', { code: 'publish.renditions-deferred', details });
    else onNotice('info', { code: 'publish.renditions-back', details });
  }
}

/** The least picture that there is: a slow line must not take for missing what it cannot read in time. */
function smallest(timelines: readonly RenditionTimeline[]): RenditionTimeline | undefined {
  return timelines.findLast(({ row }) => row.kind === 'video') ?? timelines[0];
}

function loadOf({ row, segments }: RenditionTimeline): Load {
  const recent = segments.slice(-recentSegments);
  const ticks = recent.reduce((sum, segment) => sum + segment.durationTicks, 0);
  const bytes = recent.reduce((sum, segment) => sum + segment.sizeBytes, 0);
  const bitsPerSecond = ticks > 0 ? (bytes * 8 * row.timescale) / ticks : 0;
  return { name: row.name, kind: row.kind, position: row.position, bitsPerSecond };
}
