import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Clip, ClipJson } from '../../shared/clips.js';
import { AppError } from '../../shared/errors.js';
import type { Link } from '../../shared/domain.js';
import type { BroadcastRow, Journal, SegmentRow } from '../archive/journal.js';
import { fileNames, layout, toDiskPath } from '../archive/layout.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../log/logger.js';
import type { ClipStanding } from '../publish/bucket/published-clips.js';
import type { Destination } from '../publish/destination.js';
import type { Service } from '../service.js';
import { viewerWords } from '../viewer-words.js';
import { ClipShelf } from './clip-shelf.js';
import { clipFolder, clipPageName, renderClipJson, renderClipPage, renderClipPlaylists } from './render-clip.js';
import { SegmentTail } from './segment-tail.js';
import { selectAgain, selectClip, type ClipSelection } from './select-clip.js';

/** The segment under way is waited for so much longer than it may last. */
const waitSlackMs = 1_500;

export interface ClipDeskDeps {
  readonly journal: Journal;
  /** The archive's root. */
  readonly root: string;
  /** The broadcast that is on. */
  readonly active: () => BroadcastRow | null;
  /** This computer. */
  readonly destination: Destination;
  /** Of the viewer page. */
  readonly template: string;
  readonly channelName: () => string;
  /** Links of this computer to a file of a broadcast. */
  readonly links: (row: BroadcastRow, file: string) => Link[];
  /** How a clip stands at the creator's destinations. */
  readonly standing: (clip: ClipJson) => ClipStanding;
  readonly onClips: (clips: Clip[]) => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Makes the last seconds of the broadcast that is on a link of its own: playlists that name whole segments which are there
 * already. `clip.json` is written first; what a crash kept from following it is written at the next start.
 */
export class ClipDesk implements Service {
  readonly name = 'clips';
  readonly #deps: ClipDeskDeps;
  readonly #shelf = new ClipShelf();
  #tail: SegmentTail | null = null;
  /** Those being made, by clip. */
  readonly #making = new Map<string, { readonly broadcastId: string; readonly done: Promise<string> }>();
  #wakers: (() => void)[] = [];
  #isStopping = false;

  constructor(deps: ClipDeskDeps) {
    this.#deps = deps;
  }

  /** Reads what there is, and finishes what a crash cut off. */
  async start(): Promise<void> {
    const { journal, root, logger } = this.#deps;
    await this.#shelf.load(root, journal.broadcasts(), logger);
    for (const clip of this.#shelf.all()) {
      await this.#mend(clip).catch((error: unknown) => logger.warn({ err: error, clip: clip.clipId }, 'not mended'));
    }
    this.refresh();
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#wake();
    await Promise.allSettled([...this.#making.values()].map(({ done }) => done));
  }

  /** The newest first. */
  of(broadcastId: string): readonly ClipJson[] {
    return this.#shelf.of(broadcastId);
  }

  /** Resolves when no clip of it is being made. Never rejects. */
  async settled(broadcastId: string): Promise<void> {
    const own = [...this.#making.values()].filter((each) => each.broadcastId === broadcastId);
    await Promise.allSettled(own.map(({ done }) => done));
  }

  /** The archive has closed a segment, or has a gap. */
  onSegment(segment: SegmentRow): void {
    this.#tailOf(segment.broadcastId).add(segment);
    this.#wake();
  }

  /** A broadcast began, changed or ended, or was deleted; a link was found to open. */
  refresh(): void {
    const { journal, links, standing, onClips } = this.#deps;
    this.#wake();
    const rows = new Map<string, BroadcastRow | null>();
    const shown = this.#shelf.all().flatMap((clip): Clip[] => {
      const row = rows.get(clip.id) ?? journal.broadcast(clip.id);
      rows.set(clip.id, row);
      if (row === null) {
        this.#shelf.forget(clip.id);
        return [];
      }
      const there = standing(clip);
      return [
        {
          id: clip.clipId,
          broadcastId: clip.id,
          title: clip.title,
          createdAtMs: Date.parse(clip.createdAt),
          durationSeconds: clip.durationSeconds,
          status: there.isPending ? 'publishing' : 'ready',
          links: [...there.links, ...links(row, `${clipFolder(clip.clipId)}/${clipPageName}`)],
        },
      ];
    });
    onClips(shown);
  }

  /**
   * Makes a clip of the last `seconds` and answers its id when it plays on this computer; the same command makes the same one,
   * also after a restart. Throws `broadcast.not-found` for one that is not on, `clip.nothing` before its first segment.
   */
  clip(wish: { readonly broadcastId: string; readonly seconds: number; readonly commandId: string }): Promise<string> {
    const clipId = clipIdOf(wish.commandId);
    if (this.of(wish.broadcastId).some((known) => known.clipId === clipId)) return Promise.resolve(clipId);
    const known = this.#making.get(clipId);
    if (known !== undefined) return known.done;
    const done = this.#make(wish, clipId).finally(() => this.#making.delete(clipId));
    this.#making.set(clipId, { broadcastId: wish.broadcastId, done });
    return done;
  }

  async #make({ broadcastId, seconds }: { broadcastId: string; seconds: number }, clipId: string): Promise<string> {
    const { active, journal, logger } = this.#deps;
    const row = active();
    if (row?.id !== broadcastId) throw new AppError('broadcast.not-found', `Expected ${broadcastId} to be on`);
    const createdAtMs = this.#deps.clock.now();
    const tail = this.#tailOf(broadcastId);
    await this.#untilClosed(tail, row);
    const selection = selectClip(tail.tails(), seconds);
    // it may have been deleted meanwhile
    if (selection === null || journal.broadcast(broadcastId) === null) {
      throw new AppError('clip.nothing', 'Expected a segment that is closed, got none', { retryable: true });
    }
    const clip = this.#describe({ row: journal.broadcast(broadcastId) ?? row, clipId, selection, createdAtMs });
    await this.#write(clip, row, selection);
    this.#shelf.add(clip);
    logger.info({ broadcast: broadcastId, clip: clipId, seconds: clip.durationSeconds }, 'clip made');
    this.refresh();
    return clipId;
  }

  #describe(from: { row: BroadcastRow; clipId: string; selection: ClipSelection; createdAtMs: number }): ClipJson {
    const { row, clipId, selection, createdAtMs } = from;
    const [leader] = selection.renditions;
    const ticks = (leader?.segments ?? []).reduce((sum, { durationTicks }) => sum + durationTicks, 0);
    return {
      version: 1,
      id: row.id,
      clipId,
      title: Array.from(viewerWords.clip(row.title)).slice(0, 190).join(''),
      channelName: this.#deps.channelName(),
      isListed: false,
      state: 'ended',
      startedAt: new Date(leader?.segments[0]?.programDateTimeMs ?? createdAtMs).toISOString(),
      createdAt: new Date(createdAtMs).toISOString(),
      durationSeconds: Math.round((ticks / (leader?.row.timescale ?? 1)) * 1000) / 1000,
      master: fileNames.master,
      sequences: [...selection.sequences],
      renditions: selection.renditions.map(({ row: { name } }) => name),
    };
  }

  /** The truth first, then what leads from the page to the media, the page last. */
  async #write(clip: ClipJson, row: BroadcastRow, selection: ClipSelection): Promise<void> {
    const { destination, template } = this.#deps;
    const folder = `${layout.broadcast(row.channel, row.id)}/${clipFolder(clip.clipId)}`;
    const playlists = renderClipPlaylists(selection, row.targetDurationSeconds);
    const options = { isFinal: true };
    const json = renderClipJson(clip);
    await destination.put(`${folder}/${json.name}`, json.content, 'data', options);
    for (const { name, content } of playlists) {
      await destination.put(`${folder}/${name}`, content, 'media-playlist', options);
    }
    const page = renderClipPage(clip, template);
    await destination.put(`${folder}/${page.name}`, page.content, 'page', options);
  }

  async #mend(clip: ClipJson): Promise<void> {
    const { journal, root, logger } = this.#deps;
    const row = journal.broadcast(clip.id);
    if (row === null) return;
    const folder = `${layout.broadcast(row.channel, row.id)}/${clipFolder(clip.clipId)}`;
    // the page is the last of its files
    if (existsSync(toDiskPath(root, `${folder}/${clipPageName}`))) return;
    const tails = journal.renditions(row.id).map((rendition) => ({
      row: rendition,
      segments: journal.segments(row.id, rendition.name),
    }));
    const selection = selectAgain(tails, clip);
    if (selection === null) logger.warn({ broadcast: row.id, clip: clip.clipId }, 'a clip lacks its segments');
    else await this.#write(clip, row, selection);
  }

  /** The segment under way holds what has just been seen. Ends early with the broadcast. */
  async #untilClosed(tail: SegmentTail, row: BroadcastRow): Promise<void> {
    const { active, clock } = this.#deps;
    const wanted = tail.newest + 1;
    let isLate = false;
    const cancel = clock.after(row.targetDurationSeconds * 1000 + waitSlackMs, () => {
      isLate = true;
      this.#wake();
    });
    const isOn = (): boolean => active()?.id === row.id && active()?.status === 'live';
    while (!isLate && !this.#isStopping && isOn() && !tail.hasAll(wanted)) {
      await new Promise<void>((resolve) => this.#wakers.push(resolve));
    }
    cancel();
  }

  #tailOf(broadcastId: string): SegmentTail {
    if (this.#tail?.broadcastId !== broadcastId) this.#tail = new SegmentTail(broadcastId, this.#deps.journal);
    return this.#tail;
  }

  #wake(): void {
    for (const wake of this.#wakers.splice(0)) wake();
  }
}

/** As hard to guess as the command's own id: whoever is not given the link does not find it. */
function clipIdOf(commandId: string): string {
  const digest = createHash('sha256').update(`clip ${commandId}`).digest('hex');
  return BigInt(`0x${digest}`).toString(36).padStart(50, '0').slice(-16);
}
