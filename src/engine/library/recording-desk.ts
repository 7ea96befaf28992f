import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError, toAppError } from '../../shared/errors.js';
import type { Link } from '../../shared/domain.js';
import type { Publication } from '../../shared/publication.js';
import type { Recording } from '../../shared/studio-state.js';
import type { BroadcastRow, BroadcastWords, Journal } from '../archive/journal.js';
import { layout, toDiskPath } from '../archive/layout.js';
import type { Logger } from '../log/logger.js';
import type { Ffmpeg } from '../process/ffmpeg.js';
import type { ProcessOwner } from '../process/owned-process.js';
import type { ChannelPublisher } from '../publish/channel-publisher.js';
import type { Service } from '../service.js';
import { checkExportsFolder } from './check-exports-folder.js';
import { deleteRecording } from './delete-recording.js';
import { DiskRoom } from './disk-room.js';
import { exportFileName } from './export-file-name.js';
import { exportMp4 } from './export-mp4.js';
import { makePoster } from './make-poster.js';
import { deletedRecordings, purgeTrash } from './purge-trash.js';
import type { RecordingSource } from './recording-source.js';

export interface RecordingDeskDeps {
  readonly journal: Journal;
  readonly root: string;
  /** The engine's own, and the one that the creator chose instead; null: none. */
  readonly exportsDir: string;
  readonly chosenExportsDir: () => string | null;
  /** See `DiskRoom`. */
  readonly bytesPerSecond: () => number | null;
  readonly ffmpeg: Ffmpeg;
  readonly owner: ProcessOwner;
  readonly logger: Logger;
  readonly publisher: () => ChannelPublisher;
  readonly links: (row: BroadcastRow) => Link[];
  readonly publications: (broadcastId: string) => Publication[];
  readonly isActive: (id: string) => boolean;
  readonly reveal: ((file: string) => Promise<void>) | null;
  readonly onRecordings: (recordings: Recording[]) => void;
  /** Files below the root changed, for the origin's cache. */
  readonly changed: (paths: readonly string[]) => void;
}

/** The library as the studio sees it: past broadcasts, and what can be done with them. */
export class RecordingDesk implements Service {
  readonly name = 'recordings';
  readonly #deps: RecordingDeskDeps;
  readonly #exports = new Map<string, NonNullable<Recording['export']>>();
  /** Where finished exports lie: another folder may have been chosen since. */
  readonly #files = new Map<string, string>();
  readonly #running = new Map<string, { readonly abort: AbortController; readonly done: Promise<void> }>();
  readonly #deleting = new Set<string>();

  constructor(deps: RecordingDeskDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    await mkdir(this.#deps.exportsDir, { recursive: true });
    await this.#finishDeletions();
    await purgeTrash(this.#deps.root);
    this.refresh();
  }

  async stop(): Promise<void> {
    for (const { abort } of this.#running.values()) abort.abort();
    await Promise.all([...this.#running.values()].map(({ done }) => done));
  }

  /** Tells the studio anew; call whenever a broadcast began, changed or ended. */
  refresh(): void {
    const rows = this.#deps.journal.broadcasts().filter((row) => row.liveAtMs !== null || row.status === 'ended');
    this.#deps.onRecordings(rows.map((row) => this.#describe(row)));
  }

  /** What it is called, or what is said of it. Throws `recording.not-found`. */
  async rewrite(id: string, words: Partial<BroadcastWords>): Promise<void> {
    this.#row(id);
    this.#deps.journal.updateBroadcast(id, words);
    await this.#republish(this.#row(id));
    this.refresh();
  }

  /** The creator publishes it: the channel names it from now on. Throws `recording.not-found`, `recording.busy` for one still on. */
  async makePublic(id: string): Promise<void> {
    if (this.#row(id).visibility === 'public') return;
    this.#idle(id);
    this.#deps.journal.updateBroadcast(id, { visibility: 'public' });
    await this.#republish(this.#row(id));
    this.refresh();
  }

  /**
   * Removes the recording from the disk, the journal and the channel page. Throws `recording.busy` while it is live or an
   * export of it runs, `recording.published` while it is in a bucket or on its way there or from there: what a bucket still
   * lacks would be lost, and what it has could not be removed from here any more.
   */
  async delete(id: string): Promise<void> {
    const row = this.#idle(id);
    if (this.#running.has(id)) throw new AppError('recording.busy', 'Expected no export of it to run');
    const [published] = this.#deps.publications(id);
    if (published !== undefined) {
      const details = { destination: published.destinationName, status: published.status };
      throw new AppError('recording.published', 'Expected a recording that is in no bucket', { details });
    }
    const { journal, root, changed, publisher } = this.#deps;
    const folder = layout.broadcast(row.channel, row.id);
    this.#deleting.add(id);
    try {
      // a page still being written would make the folder anew
      await publisher().settle();
      const wasStream = await this.#isStream(row);
      await deleteRecording(toDiskPath(root, folder), () => journal.deleteBroadcast(id));
      changed([folder]);
      this.#exports.delete(id);
      await publisher().forget(wasStream);
    } finally {
      this.#deleting.delete(id);
      this.refresh();
    }
  }

  /** Makes the poster from the smallest rendition, once. Never throws. */
  async makePoster(row: BroadcastRow): Promise<void> {
    const folder = layout.broadcast(row.channel, row.id);
    const file = path.join(toDiskPath(this.#deps.root, folder), 'poster.jpg');
    if (existsSync(file)) return;
    try {
      const { ffmpeg, owner, journal } = this.#deps;
      if (!(await makePoster({ ffmpeg, owner, ...this.#source(row), outFile: file }))) return;
      this.#deps.changed([`${folder}/poster.jpg`]);
      // deleted meanwhile: its pages would make the folder anew
      const current = this.#deleting.has(row.id) ? null : journal.broadcast(row.id);
      if (current !== null) await this.#republish(current);
      this.refresh();
    } catch (error) {
      this.#deps.logger.warn({ err: error, broadcast: row.id }, 'no poster');
    }
  }

  hasPoster(row: BroadcastRow): boolean {
    return existsSync(path.join(toDiskPath(this.#deps.root, layout.broadcast(row.channel, row.id)), 'poster.jpg'));
  }

  /** Starts a lossless MP4 export; its progress is part of the state. Throws `recording.busy`, `recording.empty`. */
  async startExport(id: string): Promise<void> {
    const row = this.#idle(id);
    if (this.#running.has(id)) throw new AppError('recording.busy', 'Expected no export of it to run already');
    const abort = new AbortController();
    this.#setExport(id, { status: 'running', progress: 0 });
    const done = this.#export(row, abort.signal).catch((error: unknown) => {
      const { code, details } = toAppError(error, 'export.failed');
      this.#deps.logger.error({ err: error, broadcast: id }, 'export failed');
      this.#setExport(id, { status: 'failed', reason: { code, details } });
    });
    this.#running.set(id, { abort, done });
    void done.then(() => this.#running.delete(id));
    await Promise.resolve();
  }

  /** The finished export's file for a download. Throws `recording.not-found`. */
  exportFile(id: string): { readonly file: string; readonly fileName: string } {
    const file = this.#exportedFile(id);
    if (file === null) throw new AppError('recording.not-found', 'Expected a finished export, got none');
    return { file, fileName: path.basename(file) };
  }

  /** Shows the finished export, else the recording's folder. Throws `reveal.unavailable`. */
  async reveal(id: string): Promise<void> {
    const row = this.#row(id);
    if (this.#deps.reveal === null) throw new AppError('reveal.unavailable', 'Expected a desktop to show a folder on');
    const folder = toDiskPath(this.#deps.root, layout.broadcast(row.channel, row.id));
    await this.#deps.reveal(this.#exportedFile(id) ?? folder);
  }

  async #export(row: BroadcastRow, signal: AbortSignal): Promise<void> {
    const { ffmpeg, owner, chosenExportsDir } = this.#deps;
    const chosen = chosenExportsDir();
    // its disk may be gone since it was chosen
    if (chosen !== null) await checkExportsFolder(chosen);
    const folder = chosen ?? this.#deps.exportsDir;
    const fileName = exportFileName(row.title, row.liveAtMs ?? row.createdAtMs);
    const outFile = path.join(folder, fileName);
    const result = await exportMp4({
      ffmpeg,
      owner,
      ...this.#source(row),
      outFile,
      room: new DiskRoom({ folder, bytesPerSecond: this.#deps.bytesPerSecond }),
      title: row.title,
      onProgress: (progress) => this.#progress(row.id, progress),
      signal,
    });
    this.#files.set(row.id, outFile);
    this.#setExport(row.id, { status: 'done', fileName, sizeBytes: result.sizeBytes });
  }

  /** Null: there is no finished one. */
  #exportedFile(id: string): string | null {
    return this.#exports.get(id)?.status === 'done' ? (this.#files.get(id) ?? null) : null;
  }

  #source(row: BroadcastRow): RecordingSource {
    const { journal, root } = this.#deps;
    return {
      archiveDir: toDiskPath(root, layout.broadcast(row.channel, row.id)),
      renditions: journal.renditions(row.id),
      segments: (rendition) => journal.segments(row.id, rendition),
    };
  }

  /** Every hundredth is told, not every packet. */
  #progress(id: string, progress: number): void {
    const last = this.#exports.get(id);
    if (last?.status === 'running' && progress - last.progress < 0.01) return;
    this.#setExport(id, { status: 'running', progress });
  }

  #setExport(id: string, state: NonNullable<Recording['export']>): void {
    this.#exports.set(id, state);
    this.refresh();
  }

  /** A crash may have come between a folder's way into the trash and the end of its row. */
  async #finishDeletions(): Promise<void> {
    const { journal, root, publisher } = this.#deps;
    for (const id of await deletedRecordings(root)) {
      const row = journal.broadcast(id);
      if (row === null || existsSync(toDiskPath(root, layout.broadcast(row.channel, id)))) continue;
      const wasStream = await this.#isStream(row);
      journal.deleteBroadcast(id);
      await publisher().forget(wasStream);
    }
  }

  /** Does the channel's permanent stream URL play it? */
  async #isStream(row: BroadcastRow): Promise<boolean> {
    const file = path.join(toDiskPath(this.#deps.root, row.channel), 'live.m3u8');
    return (await readFile(file, 'utf8').catch(() => '')).includes(`b/${row.id}/`);
  }

  async #republish(row: BroadcastRow): Promise<void> {
    const facts = { isPlayable: true, hasDvr: false, hasPoster: this.hasPoster(row) };
    await this.#deps.publisher().broadcastChanged(row, facts);
  }

  #row(id: string): BroadcastRow {
    const row = this.#deps.journal.broadcast(id);
    if (row === null) throw new AppError('recording.not-found', `Expected a recording, got ${id}`);
    if (this.#deleting.has(id)) throw new AppError('recording.busy', 'Expected a recording that is not being deleted');
    return row;
  }

  #idle(id: string): BroadcastRow {
    const row = this.#row(id);
    if (this.#deps.isActive(id)) throw new AppError('recording.busy', 'Expected a broadcast that has ended');
    return row;
  }

  #describe(row: BroadcastRow): Recording {
    const { journal, links, isActive } = this.#deps;
    const top = journal.renditions(row.id)[0];
    const live = isActive(row.id);
    return {
      id: row.id,
      title: row.title,
      visibility: row.visibility,
      createdAtMs: row.createdAtMs,
      endedAtMs: row.endedAtMs,
      // counted once at the end: the live figures are the broadcast's own
      durationSeconds: row.durationSeconds ?? 0,
      sizeBytes: row.sizeBytes ?? 0,
      width: top?.width ?? null,
      height: top?.height ?? null,
      status: live ? 'live' : row.status === 'failed' ? 'failed' : row.repaired ? 'repaired' : 'ended',
      posterUrl: this.hasPoster(row)
        ? (links(row)
            .find(({ destinationId }) => destinationId === undefined)
            ?.url.replace(/index\.html$/, 'poster.jpg') ?? null)
        : null,
      links: links(row),
      publications: this.#deps.publications(row.id),
      export: this.#exports.get(row.id) ?? null,
    };
  }
}
