import { AppError } from '../../../shared/errors.js';
import { isListed } from '../../../shared/visibility.js';
import type { BroadcastRow } from '../../archive/journal.js';
import { fileNames } from '../../archive/layout.js';
import type { Clock } from '../../clock.js';
import { renderMasterPlaylist } from '../../package/master-playlist.js';
import type { RenditionTimeline } from '../../package/rendition-timeline.js';
import { masterVariants } from '../master-variants.js';
import { renderBucketPlaylist } from './bucket-playlists.js';
import type { PacedWriter } from './paced-writer.js';
import { PublishedDash, type DashScope } from './published-dash.js';
import type { UploadBacklog } from './upload-backlog.js';

/** What the playlists of a broadcast are made from, as it is now. */
export interface PublishedPlaylistsDeps {
  readonly writer: PacedWriter;
  readonly clock: Clock;
  /** Folder of the broadcast below the destination's prefix. */
  readonly folder: string;
  /** Null once the broadcast was deleted, or is removed from the bucket: then nothing is written. */
  readonly row: () => BroadcastRow | null;
  /** In ladder order. */
  readonly timelines: () => readonly RenditionTimeline[];
  /** All of the ladder, those without a segment included. */
  readonly ladder: () => readonly string[];
  readonly backlog: () => UploadBacklog;
  readonly isOver: () => boolean;
  /** Something is about to be named: that it is there must outlive this process. */
  readonly onNaming: () => void;
  /** The MPD could not be written; the next one mends that. */
  readonly onDashFailure: (error: unknown) => void;
}

/** Writes the live playlists of one broadcast: media, then the master that names them. They never go back. */
export class PublishedPlaylists {
  readonly #deps: PublishedPlaylistsDeps;
  /** What was listed stays listed, if need be as a gap. */
  readonly #listed = new Map<string, number>();
  readonly #written = new Set<string>();
  readonly #dash: PublishedDash;
  #hasMaster = false;
  #isResumed = false;
  #isNew = false;
  #hasEnded = false;

  constructor(deps: PublishedPlaylistsDeps) {
    this.#deps = deps;
    const { writer, clock, folder } = deps;
    this.#dash = new PublishedDash({ writer, clock, folder, presence: deps.backlog });
  }

  /** What an earlier run may have listed stays listed: a rendition that was deferred went as far as the others. */
  resume(): void {
    this.#dash.renew();
    const timelines = this.#deps.timelines();
    this.#isResumed = timelines.some(({ segments }) => segments.length > 0);
    const names = timelines.map(({ row: { name } }) => name);
    const edge = Math.max(-1, ...names.map((name) => this.#deps.backlog().namedEdge(name)));
    for (const name of names) this.#listed.set(name, Math.max(edge, this.#listed.get(name) ?? -1));
  }

  /** The bucket was made anew, and has none of them: the master waits for the whole ladder again. */
  renew(): void {
    this.#isNew = true;
    this.#hasEnded = false;
    this.#hasMaster = false;
    this.#written.clear();
  }

  /** Something of it can be named now. True when the master is in the bucket, and names it. Rejects as `PacedWriter.put`. */
  async write(rendition: string): Promise<boolean> {
    const written = await this.#media(rendition);
    if (!written || !(await this.#master())) return false;
    // nobody waits for this one
    void this.#dash.write(() => this.#dashScope()).catch((error: unknown) => this.#deps.onDashFailure(error));
    return true;
  }

  /** All that will come for now is there: ends the playlists, with gaps for what the provider refuses. */
  async close(): Promise<boolean> {
    const names = this.#deps.timelines().map(({ row: { name } }) => name);
    const written = await Promise.all(names.map((name) => this.#media(name)));
    if (!written.some(Boolean) || !(await this.#master())) return false;
    const scope = this.#dashScope();
    if (scope !== null) await this.#dash.close(scope);
    return true;
  }

  /** The full history. False when there is nothing to name yet. */
  async writeHistory(): Promise<boolean> {
    const { writer, folder, row } = this.#deps;
    const names = [...this.#written];
    if (row() === null || names.length === 0) return false;
    await Promise.all(
      names.map((name) => writer.put(`${folder}/${name}/${fileNames.dvr}`, () => this.#render(name, Infinity))),
    );
    await writer.put(`${folder}/${fileNames.dvr}`, () => this.#renderMaster('', fileNames.dvr));
    return true;
  }

  async #media(name: string): Promise<boolean> {
    const { writer, folder, row } = this.#deps;
    const broadcast = row();
    if (broadcast === null || !this.#mayName(name) || this.#edgeOf(name) < 0) return false;
    await writer.put(`${folder}/${name}/${fileNames.live}`, () => this.#render(name, broadcast.liveWindowSeconds));
    this.#written.add(name);
    return true;
  }

  /** Even a gap names an init segment: without one nothing is listed. */
  #mayName(name: string): boolean {
    const backlog = this.#deps.backlog();
    return backlog.hasInit(name) && (backlog.hasMedia(name) || backlog.deferred.has(name));
  }

  #edgeOf(name: string): number {
    const edge = Math.max(this.#deps.backlog().listableEdge(name), this.#listed.get(name) ?? -1);
    this.#listed.set(name, edge);
    return edge;
  }

  #render(name: string, windowSeconds: number): string {
    const timeline = this.#deps.timelines().find(({ row }) => row.name === name);
    const broadcast = this.#deps.row();
    if (timeline === undefined || broadcast === null) {
      throw new AppError('publication.not-found', `Expected the rendition ${name} in the journal`);
    }
    this.#deps.onNaming();
    const backlog = this.#deps.backlog();
    // what is refused may never come: viewers must not wait for more
    const mayEnd = this.#deps.isOver() && backlog.refused.size > 0 && backlog.objects === backlog.refused.size;
    // and what has ended stays so, also while what was refused is tried again
    this.#hasEnded ||= mayEnd;
    const ended = this.#hasEnded;
    return renderBucketPlaylist({
      timeline,
      presence: backlog,
      edge: ended ? timeline.segments.length - 1 : this.#edgeOf(name),
      windowSeconds: ended ? Infinity : windowSeconds,
      targetDurationSeconds: broadcast.targetDurationSeconds,
      ended,
    });
  }

  /** A master that lacked a rung at first would hide it from players for good: the first one waits for the whole ladder. */
  async #master(): Promise<boolean> {
    const { writer, folder, row, isOver } = this.#deps;
    const broadcast = row();
    if (broadcast === null) return false;
    if (!this.#hasMaster && !this.#awaited().every((name) => this.#written.has(name))) return false;
    await writer.put(`${folder}/${fileNames.master}`, () => this.#renderMaster('', fileNames.live));
    this.#hasMaster = true;
    if (isOver() || row() === null || !isListed(broadcast)) return true;
    const base = `b/${broadcast.id}/`;
    await writer.put(`${broadcast.channel}/live.m3u8`, () => this.#renderMaster(base, fileNames.live));
    return true;
  }

  /** After a crash what has media, else the ladder but for a rung that was shed before it had any. */
  #awaited(): readonly string[] {
    const { ladder, timelines, backlog } = this.#deps;
    // what the provider refuses may never come
    const wanted = ladder().filter((name) => !backlog().isRefused(name));
    if (this.#isResumed && !this.#isNew) return wanted.filter((name) => backlog().hasMedia(name));
    const shed = timelines().filter(
      ({ segments }) => segments.length > 0 && segments.every(({ state }) => state === 'gap'),
    );
    return wanted.filter((name) => !shed.some(({ row }) => row.name === name));
  }

  #dashScope(): DashScope | null {
    const { row, timelines } = this.#deps;
    const broadcast = row();
    const named = timelines().filter(({ row: { name } }) => this.#written.has(name));
    if (broadcast === null || named.length === 0) return null;
    const edge = Math.min(...named.map(({ row: { name } }) => this.#listed.get(name) ?? -1));
    return { row: broadcast, timelines: named, edge };
  }

  #renderMaster(base: string, mediaFile: string): string {
    const broadcast = this.#deps.row();
    if (broadcast === null) throw new AppError('publication.not-found', 'Expected the broadcast in the journal');
    const written = this.#deps.timelines().filter(({ row: { name } }) => this.#written.has(name));
    const { targetDurationSeconds } = broadcast;
    return renderMasterPlaylist({
      ...masterVariants(written, { targetDurationSeconds, ended: false }),
      base,
      mediaFile,
    });
  }
}
