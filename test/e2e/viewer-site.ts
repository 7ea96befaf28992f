import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readViewerBuild } from '../../src/engine/publish/viewer-page-build.js';
import {
  renderBroadcastPage,
  renderOembed,
  type BroadcastPagesRequest,
} from '../../src/engine/publish/broadcast-pages.js';
import { renderViewerPage } from '../../src/engine/publish/viewer-page.js';
import { startStaticServer, type StaticServer } from '../servers/static-server.js';
import { TestBroadcast } from './viewer-broadcast.js';
import { startLadder, type LiveLadder } from './viewer-ladder.js';

const run = promisify(execFile);
/** All that was built. */
const outDir = process.env['STUDIO_OUT'] ?? fileURLToPath(new URL('../../out', import.meta.url));
/** Somebody else's folder in front: the page must work below any prefix. */
const prefix = '/a bucket/some/prefix';

/** A channel with the built viewer page, a live ladder, and as many broadcasts cut out of it as a test wants. */
export class ViewerSite {
  readonly broadcasts = new Map<string, TestBroadcast>();
  channelName = 'Ada Live';
  live: TestBroadcast | null = null;
  /** So long ago the studio said that it is there, ms; null: it keeps no lease. */
  leaseAgeMs: number | null = null;
  #counter = 0;

  readonly ladder: LiveLadder;
  readonly server: StaticServer;
  readonly template: string;
  readonly dir: string;

  private constructor(ladder: LiveLadder, server: StaticServer, template: string, dir: string) {
    this.ladder = ladder;
    this.server = server;
    this.template = template;
    this.dir = dir;
  }

  static async start(): Promise<ViewerSite> {
    const dir = await mkdtemp(join(tmpdir(), 'headwater-viewer-e2e-'));
    const build = await readViewerBuild(outDir);
    const channel = join(dir, 'www', prefix, 'ada');
    for (const { path, body } of build.files) {
      await mkdir(dirname(join(channel, path)), { recursive: true });
      await writeFile(join(channel, path), body);
    }
    const ladder = await startLadder(join(dir, 'ladder'));
    await ladder.waitFor(4);
    let site: ViewerSite | null = null;
    const server = await startStaticServer({ root: join(dir, 'www'), dynamic: async (path) => site?.file(path) });
    site = new ViewerSite(ladder, server, build.template, dir);
    return site;
  }

  async stop(): Promise<void> {
    await this.ladder.stop();
    await this.server.close();
    await rm(this.dir, { recursive: true, force: true });
  }

  /** A new broadcast that waits for its start. Its media are the ladder's, linked below its own folder. */
  async add(title: string, options: { readonly poster?: boolean } = {}): Promise<TestBroadcast> {
    this.#counter += 1;
    const id = `20261121-070000-test${String(this.#counter).padStart(4, '0')}`;
    const master = await readFile(join(this.dir, 'ladder/master.m3u8'), 'utf8');
    const poster = options.poster ?? false;
    const broadcast = new TestBroadcast(this.ladder, master, { id, title, channelName: this.channelName, poster });
    if (poster) {
      const folder = join(this.dir, 'www', prefix, 'ada/b', id);
      await mkdir(folder, { recursive: true });
      await cp(await this.#poster(), join(folder, 'poster.jpg'));
    }
    this.broadcasts.set(id, broadcast);
    return broadcast;
  }

  get channelUrl(): string {
    return `${this.server.url}${encodeURI(prefix)}/ada/index.html`;
  }

  urlOf(broadcast: TestBroadcast, file = 'index.html'): string {
    return `${this.server.url}${encodeURI(prefix)}/ada/b/${broadcast.id}/${file}`;
  }

  async #poster(): Promise<string> {
    const file = join(this.dir, `poster-${this.#counter}.jpg`);
    const source = `mandelbrot=s=640x360:start_scale=${0.3 / this.#counter}`;
    await run('ffmpeg', ['-loglevel', 'error', '-f', 'lavfi', '-i', source, '-frames:v', '1', '-y', file]);
    return file;
  }

  async file(path: string): Promise<string | Buffer | null | undefined> {
    if (path === `${prefix}/ada/index.html`) return this.#channelPage('channel');
    if (path === `${prefix}/ada/embed.html`) return this.#channelPage('channel-embed');
    if (path === `${prefix}/ada/channel.json`) return JSON.stringify(await this.#channelJson());
    if (path === `${prefix}/ada/lease.json`) return this.#lease();
    const match = /\/ada\/b\/([^/]+)\/(.+)$/.exec(path);
    const broadcast = this.broadcasts.get(match?.[1] ?? '');
    const name = match?.[2] ?? '';
    const pages = this.#pages(match?.[1] ?? '', broadcast?.title ?? 'Nothing', broadcast?.poster ?? false);
    if (name === 'index.html') return renderBroadcastPage(pages, 'broadcast');
    if (name === 'embed.html') return renderBroadcastPage(pages, 'embed');
    if (name === 'oembed.json') return renderOembed(pages);
    if (broadcast === undefined) return undefined;
    if (/^\w+\/[\w.]+\.(?:m4s|mp4)$/.test(name)) return readFile(join(this.dir, 'ladder', name)).catch(() => null);
    return broadcast.file(name);
  }

  #lease(): string | null {
    if (this.leaseAgeMs === null) return null;
    return JSON.stringify({ version: 1, studio: 'Studio', renewedAtMs: Date.now() - this.leaseAgeMs });
  }

  #channelPage(kind: 'channel' | 'channel-embed'): string {
    return renderViewerPage({
      template: this.template,
      kind,
      rootPath: './',
      title: this.channelName,
      description: `Watch ${this.channelName} live and afterwards.`,
      channelName: this.channelName,
      poster: null,
      links: null,
    });
  }

  /** As a bucket's: its public URL is known. */
  #pages(id: string, title: string, hasPoster: boolean): BroadcastPagesRequest {
    const folder = `${this.server.url}${encodeURI(prefix)}/ada/b/${id}`;
    return {
      row: { title, description: '' },
      channelName: this.channelName,
      template: this.template,
      hasPoster,
      urlOf: (file) => `${folder}/${file}`,
    };
  }

  async #channelJson(): Promise<Readonly<Record<string, unknown>>> {
    const ended = [...this.broadcasts.values()].filter((broadcast) => broadcast.state === 'ended').reverse();
    return {
      version: 1,
      name: this.channelName,
      live: this.live && { id: this.live.id, title: this.live.title, startedAt: this.live.startedAt },
      recordings: await Promise.all(
        ended.map(async (broadcast) => ({
          id: broadcast.id,
          title: broadcast.title,
          startedAt: broadcast.startedAt,
          durationSeconds: await broadcast.duration(),
          poster: broadcast.poster,
        })),
      ),
      updatedAt: new Date().toISOString(),
    };
  }
}
