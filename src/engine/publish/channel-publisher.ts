import { isLowLatency } from '../../shared/low-latency.js';
import { isListed } from '../../shared/visibility.js';
import type { BroadcastJson, ChannelJson, ListedRecording } from '../../shared/published.js';
import type { BroadcastRow, Journal } from '../archive/journal.js';
import { layout } from '../archive/layout.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../log/logger.js';
import { archivedMaster } from './archived-master.js';
import type { Destination } from './destination.js';
import { KeyedWriter } from './keyed-writer.js';
import { recordingPages, type RecordingPages } from './recording-pages.js';
import { broadcastPages, renderBroadcastPage, renderOembed, type BroadcastPagesRequest } from './broadcast-pages.js';
import { renderViewerPage } from './viewer-page.js';
import type { ViewerBuild } from './viewer-page-build.js';

/** What a page needs to know of a broadcast beyond its row. */
export interface BroadcastFacts {
  readonly isPlayable: boolean;
  readonly hasDvr: boolean;
  readonly hasPoster: boolean;
}

export interface ChannelPublisherDeps {
  readonly channel: string;
  readonly channelName: () => string;
  readonly viewer: ViewerBuild;
  /** What is published there (all of it, on this computer). */
  readonly journal: Pick<Journal, 'broadcasts' | 'renditions' | 'segments'>;
  readonly destination: Destination;
  /**
   * It cannot keep a question waiting, as an origin of our own does: viewers ask for short segments by their names. And it stays
   * when the studio dies, whose lease tells.
   */
  readonly isBucket?: boolean;
  /** Where viewers anywhere read a file; null or left out: nobody knows. */
  readonly publicUrl?: (path: string) => string | null;
  readonly hasPoster: (broadcast: BroadcastRow) => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Writes the pages and the JSON that they read: the channel's and each broadcast's. */
export class ChannelPublisher {
  readonly #deps: ChannelPublisherDeps;
  readonly #writer: KeyedWriter;
  readonly #pages = new Set<string>();
  readonly #underWay = new Set<Promise<void>>();
  /** Pages of older recordings that there were. */
  readonly #older = new Set<string>();

  constructor(deps: ChannelPublisherDeps) {
    this.#deps = deps;
    this.#writer = new KeyedWriter({
      write: (key, content) => this.#put(key, content),
      onError: (key, error) => deps.logger.error({ err: error, key }, 'page not written'),
    });
  }

  /** Writes the page's assets (immutable, so those of older builds stay for pages already open) and the channel page. */
  async start(): Promise<void> {
    const { channel, destination, viewer } = this.#deps;
    for (const file of viewer.files) await destination.put(`${channel}/${file.path}`, file.body, 'asset');
    await this.channelChanged();
  }

  /** The channel's name, a broadcast's title or state, or the list of recordings changed. */
  channelChanged(): Promise<void> {
    return this.#track(this.#writeChannel());
  }

  async #writeChannel(): Promise<void> {
    const { channel, viewer } = this.#deps;
    const name = this.#deps.channelName();
    const listed = this.#listRecordings();
    const render = (kind: 'channel' | 'channel-embed'): string =>
      renderViewerPage({
        template: viewer.template,
        kind,
        rootPath: './',
        title: name,
        description: `${name}: live now and recordings`,
        channelName: name,
        poster: null,
        links: null,
      });
    void this.#writer.put(`${channel}/index.html`, () => render('channel'));
    void this.#writer.put(`${channel}/embed.html`, () => render('channel-embed'));
    await listed;
    await this.#writer.settle();
  }

  /** Older pages first: channel.json names the newest of them. What is empty goes when nothing names it any more. */
  async #listRecordings(): Promise<void> {
    const { channel, destination } = this.#deps;
    const { pages } = this.#recordings();
    const written = [...pages].map(([file, page]) => {
      this.#older.add(file);
      return this.#writer.put(`${channel}/${file}`, () => `${JSON.stringify(page)}\n`);
    });
    await Promise.all(written);
    await this.#writer.put(`${channel}/channel.json`, () => `${JSON.stringify(this.#channelJson())}\n`);
    const left = this.#recordings().pages;
    for (const file of [...this.#older].filter((each) => !left.has(each))) {
      this.#older.delete(file);
      await destination.remove(`${channel}/${file}`);
      this.#writer.forget((key) => key === `${channel}/${file}`);
    }
  }

  /**
   * A broadcast began, changed or ended. With nothing on, the permanent stream URL plays the newest recording: what was found
   * or mended at the start may be older than that.
   */
  broadcastChanged(row: BroadcastRow, facts: BroadcastFacts): Promise<void> {
    return this.#track(this.#writeBroadcast(row, facts));
  }

  async #writeBroadcast(row: BroadcastRow, facts: BroadcastFacts): Promise<void> {
    const folder = layout.broadcast(row.channel, row.id);
    const data = this.#writer.put(
      `${folder}/broadcast.json`,
      () => `${JSON.stringify(this.#broadcastJson(row, facts))}\n`,
    );
    const request = this.#pagesRequest(row, facts);
    const { page, embed, oembed } = broadcastPages;
    const shown = this.#writer.put(`${folder}/${page}`, () => renderBroadcastPage(request(), 'broadcast'));
    const framed = this.#writer.put(`${folder}/${embed}`, () => renderBroadcastPage(request(), 'embed'));
    const told = [data, shown, framed];
    if (renderOembed(request()) !== null) {
      told.push(this.#writer.put(`${folder}/${oembed}`, () => renderOembed(request()) ?? '{}'));
    }
    if (isOver(row)) this.#streamNewest();
    const written = await Promise.all(told);
    if (written.every(Boolean)) this.#pages.add(row.id);
    await this.channelChanged();
  }

  /** Asked for when it is written: names, titles and the public URL may change until then. */
  #pagesRequest(row: BroadcastRow, { hasPoster }: BroadcastFacts): () => BroadcastPagesRequest {
    const { viewer, channelName, publicUrl } = this.#deps;
    const folder = layout.broadcast(row.channel, row.id);
    return () => ({
      row,
      channelName: channelName(),
      template: viewer.template,
      hasPoster,
      urlOf: (file) => publicUrl?.(`${folder}/${file}`) ?? null,
    });
  }

  /** A broadcast's folder was removed where it is published: should it come back, its pages are written again. */
  folderRemoved(broadcastId: string): void {
    const folder = `${layout.broadcast(this.#deps.channel, broadcastId)}/`;
    this.#writer.forget((key) => key.startsWith(folder));
    this.#pages.delete(broadcastId);
  }

  /** The broadcast's page has been written since the start: its link opens. */
  hasPage(broadcastId: string): boolean {
    return this.#pages.has(broadcastId);
  }

  /**
   * A recording was deleted: nothing of the channel names it any more. `wasStream`: the permanent stream URL played it; it
   * goes back to the newest recording that is left.
   */
  async forget(wasStream: boolean): Promise<void> {
    const { channel, destination } = this.#deps;
    if (wasStream && !this.#streamNewest()) await destination.remove(`${channel}/live.m3u8`);
    await this.channelChanged();
  }

  /** Resolves when nothing is being written: the journal is not asked any more then. */
  async settle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
    await this.#writer.settle();
  }

  async #track(work: Promise<void>): Promise<void> {
    this.#underWay.add(work);
    try {
      await work;
    } finally {
      this.#underWay.delete(work);
    }
  }

  /** Points the permanent stream URL at the newest recording, unless one that is live owns it. False when there is neither. */
  #streamNewest(): boolean {
    const { channel, journal } = this.#deps;
    const rows = this.#listed();
    if (rows.some((row) => !isOver(row) && row.liveAtMs !== null)) return true;
    const newest = rows.find((row) => row.status === 'ended');
    if (newest === undefined) return false;
    void this.#writer.put(`${channel}/live.m3u8`, () => archivedMaster(journal, newest));
    return true;
  }

  async #put(key: string, content: string): Promise<void> {
    const { destination } = this.#deps;
    if (key.endsWith('.m3u8')) await destination.put(key, content, 'master-playlist', { isFinal: true });
    else await destination.put(key, content, key.endsWith('.html') ? 'page' : 'data');
  }

  #broadcastJson(row: BroadcastRow, facts: BroadcastFacts): BroadcastJson {
    const live = row.status === 'reconnecting' ? 'reconnecting' : 'live';
    return {
      version: 1,
      id: row.id,
      title: row.title,
      ...(row.description === '' ? {} : { description: row.description }),
      ...(isListed(row) ? {} : { isListed: false }),
      channelName: this.#deps.channelName(),
      state: isOver(row) ? 'ended' : facts.isPlayable ? live : 'waiting',
      startedAt: new Date(row.liveAtMs ?? row.createdAtMs).toISOString(),
      endedAt: row.endedAtMs === null ? null : new Date(row.endedAtMs).toISOString(),
      durationSeconds: isOver(row) ? row.durationSeconds : null,
      master: facts.isPlayable ? 'master.m3u8' : null,
      dvr: facts.hasDvr ? 'dvr.m3u8' : null,
      poster: facts.hasPoster ? 'poster.jpg' : null,
      ...(this.#deps.isBucket === true && !isOver(row) && isLowLatency(row)
        ? { ahead: { segmentSeconds: row.segmentSeconds } }
        : {}),
      ...(this.#deps.isBucket === true && !isOver(row) ? { hasLease: true } : {}),
      updatedAt: new Date(this.#deps.clock.now()).toISOString(),
    };
  }

  #channelJson(): ChannelJson {
    const live = this.#listed().find((row) => row.status === 'live' || row.status === 'reconnecting');
    const { listed, older } = this.#recordings();
    return {
      version: 1,
      name: this.#deps.channelName(),
      live: live === undefined ? null : { id: live.id, title: live.title, startedAt: started(live) },
      recordings: [...listed],
      older,
      updatedAt: new Date(this.#deps.clock.now()).toISOString(),
    };
  }

  /** What the channel names, newest first. */
  #listed(): BroadcastRow[] {
    const { journal, channel } = this.#deps;
    return journal.broadcasts().filter((row) => row.channel === channel && isListed(row));
  }

  #recordings(): RecordingPages {
    const { hasPoster } = this.#deps;
    const over = this.#listed().filter((row) => row.status === 'ended' && row.liveAtMs !== null);
    return recordingPages(
      over.map((row): ListedRecording => ({
        id: row.id,
        title: row.title,
        startedAt: started(row),
        durationSeconds: row.durationSeconds ?? 0,
        poster: hasPoster(row),
      })),
    );
  }
}

function started(row: BroadcastRow): string {
  return new Date(row.liveAtMs ?? row.createdAtMs).toISOString();
}

function isOver(row: BroadcastRow): boolean {
  return row.status === 'ended' || row.status === 'failed';
}
