import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { startStaticServer, type StaticServer } from '../servers/static-server.js';

const resolve = createRequire(import.meta.url).resolve;

/** Players of other people, as they come: what they play, their program, and what a page of somebody else does with it. */
const players = {
  'hls.js': {
    plays: 'master.m3u8',
    program: resolve('hls.js/dist/hls.min.js'),
    begin: `const hls = new Hls(); hls.on(Hls.Events.ERROR, (event, { details, fatal }) => tell(details, fatal)); hls.loadSource(url); hls.attachMedia(video);`,
  },
  'shaka (HLS)': {
    plays: 'master.m3u8',
    program: resolve('shaka-player/dist/shaka-player.compiled.js'),
    begin: `shaka.polyfill.installAll(); const player = new shaka.Player(); player.addEventListener('error', ({ detail }) => tell(String(detail.code), detail.severity === 2)); player.attach(video).then(() => player.load(url)).catch((error) => tell(String(error.code ?? error), true));`,
  },
  'shaka (DASH)': {
    plays: 'manifest.mpd',
    program: resolve('shaka-player/dist/shaka-player.compiled.js'),
    begin: `shaka.polyfill.installAll(); const player = new shaka.Player(); player.addEventListener('error', ({ detail }) => tell(String(detail.code), detail.severity === 2)); player.attach(video).then(() => player.load(url)).catch((error) => tell(String(error.code ?? error), true));`,
  },
  'dash.js': {
    plays: 'manifest.mpd',
    program: resolve('dashjs'),
    // 16: no time server was reached; it goes on by its own clock
    begin: `const player = dashjs.MediaPlayer().create(); player.on('error', ({ error }) => tell(String(error.code ?? error) + ' ' + (error.message ?? ''), error.code !== 16)); player.initialize(video, url, true);`,
  },
} as const;

export type PlayerName = keyof typeof players;
export const playerNames = Object.keys(players) as PlayerName[];

/** What a player has to say of itself. */
export interface PlayerTold {
  readonly time: number;
  readonly duration: number;
  readonly frames: number;
  readonly ended: boolean;
  /** Errors that it calls fatal. */
  readonly fatal: string;
}

/** A site of somebody else with a page for each player. */
export class PlayerSite {
  readonly #folder: string;
  readonly #server: StaticServer;

  private constructor(folder: string, server: StaticServer) {
    this.#folder = folder;
    this.#server = server;
  }

  static async start(): Promise<PlayerSite> {
    const folder = await mkdtemp(join(tmpdir(), 'headwater-players-'));
    return new PlayerSite(folder, await startStaticServer({ root: folder }));
  }

  /** Opens a player on what is in the broadcast's folder (ends in `/`), and lets it play. */
  async open(page: Page, name: PlayerName, folder: string): Promise<void> {
    const { plays, program, begin } = players[name];
    const key = name.replace(/\W+/g, '-');
    await copyFile(program, join(this.#folder, `${key}.js`));
    await writeFile(
      join(this.#folder, `${key}.html`),
      `<!doctype html><title>${name}</title><body><video muted autoplay playsinline width="480"></video><script src="${key}.js"></script><script>
const video = document.querySelector('video'); const url = ${JSON.stringify(new URL(plays, folder).href)};
const tell = (what, fatal) => { if (fatal) document.body.dataset.fatal = (document.body.dataset.fatal ?? '') + what + ' '; };
${begin}</script>`,
    );
    await page.goto(`${this.#server.url}/${key}.html`);
  }

  async close(): Promise<void> {
    await this.#server.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

export const playerTold = (page: Page): Promise<PlayerTold> =>
  page.locator('video').evaluate((video: HTMLVideoElement) => ({
    time: video.currentTime,
    duration: video.duration,
    frames: video.getVideoPlaybackQuality().totalVideoFrames,
    ended: video.ended,
    fatal: document.body.dataset['fatal'] ?? '',
  }));

/** Waits until the picture has moved on by `seconds`, new frames and all, without an error that the player calls fatal. */
export async function expectGoesOn(page: Page, name: PlayerName, seconds: number): Promise<void> {
  await expect.poll(async () => (await playerTold(page)).frames, `${name} begins`).toBeGreaterThan(0);
  const from = await playerTold(page);
  await expect
    .poll(
      async () => {
        const now = await playerTold(page);
        return now.fatal === '' ? now.time - from.time : now.fatal;
      },
      { message: `${name} goes on for ${seconds} s`, timeout: 90_000 + seconds * 1000 },
    )
    .toBeGreaterThan(seconds);
  expect((await playerTold(page)).frames, `${name} shows new pictures`).toBeGreaterThan(from.frames);
}
