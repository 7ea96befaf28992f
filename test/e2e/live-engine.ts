import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { BrowserContext } from '@playwright/test';
import type { SettingsPatch } from '../../src/shared/settings.js';
import type { StudioState } from '../../src/shared/studio-state.js';
import { ownPorts } from '../integration/support/own-ports.js';
import { Push } from '../integration/support/push.js';
import { storeSettings } from '../integration/support/store-settings.js';
import { openStudioSession, type StudioSession } from './live-studio.js';

const outDir = process.env['STUDIO_OUT'] ?? join(import.meta.dirname, '..', '..', 'out');

/** What `serve` is started with beside its usual options. */
export interface ServeOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
  readonly studio: StudioSession;
  readonly pushUrl: string;
}

/** `headwater serve` as people start it, in a data folder of its own; may be killed and started anew on the same ports. */
export class LiveEngine {
  readonly #dataDir: string;
  readonly #options: ServeOptions;
  readonly #pushes: Push[] = [];
  #running: Running;

  private constructor(dataDir: string, options: ServeOptions, running: Running) {
    this.#dataDir = dataDir;
    this.#options = options;
    this.#running = running;
  }

  /** On ports of its own: it must find them free when it is started again, with other tests' engines beside it. */
  static async start(
    stream: NonNullable<SettingsPatch['stream']> = {},
    options: ServeOptions = {},
  ): Promise<LiveEngine> {
    const dataDir = await mkdtemp(join(tmpdir(), 'headwater-live-'));
    const [rtmpPort = 0, originPort = 0] = await ownPorts(2);
    storeSettings(dataDir, { network: { rtmpPort, originPort }, stream });
    const running = await serve(dataDir, options);
    return new LiveEngine(dataDir, options, running);
  }

  get studio(): StudioSession {
    return this.#running.studio;
  }

  /** Where an encoder sends to, with the key as its last part. */
  get pushUrl(): string {
    return this.#running.pushUrl;
  }

  /** A stranger's encoder: sends the clip over and over at its own speed. Whatever still runs is ended by `stop`. */
  push(file: string): Push {
    const push = new Push(file, this.#running.pushUrl, { input: ['-stream_loop', '-1'] });
    this.#pushes.push(push);
    return push;
  }

  /** The link of this kind. `watch`: of the broadcast that is on or, without one, of the newest recording. */
  async link(kind: 'watch' | 'channel' | 'stream'): Promise<string> {
    const { broadcast, recordings, channelLinks }: StudioState = await this.studio.state();
    const links = kind === 'watch' ? (broadcast ?? recordings[0])?.links : channelLinks;
    const url = links?.find((link) => link.kind === kind)?.url;
    if (url === undefined) throw new Error(`Expected a link of kind ${kind}`);
    return url;
  }

  /** Lets the pages of a context into the studio and answers the address of its page about encoders. */
  async openStudio(context: BrowserContext): Promise<string> {
    const { base, cookie } = this.studio;
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, url: base, httpOnly: true, sameSite: 'Strict' }]);
    return `${base}/#/encoder`;
  }

  /** Ends the broadcast that is on. */
  async end(): Promise<void> {
    const { broadcast } = await this.studio.state();
    if (broadcast === null) throw new Error('Expected a broadcast');
    await this.studio.client.endBroadcast.mutate({ commandId: randomUUID(), broadcastId: broadcast.id });
  }

  /** As a crash does: nothing is tidied up. */
  async kill(): Promise<void> {
    await this.studio.close();
    this.#running.child.kill('SIGKILL');
    await this.#running.ended;
  }

  /** Starts it again after `kill`. */
  async restart(): Promise<void> {
    this.#running = await serve(this.#dataDir, this.#options);
  }

  /** Ends the encoders and, as Ctrl-C does, the engine. */
  async stop(): Promise<void> {
    for (const push of this.#pushes) await push.kill();
    await this.studio.close();
    this.#running.child.kill('SIGINT');
    await this.#running.ended;
    await rm(this.#dataDir, { recursive: true, force: true });
  }
}

async function serve(dataDir: string, { args = [], env = {} }: ServeOptions): Promise<Running> {
  const argv = [join(outDir, 'node', 'cli.mjs'), 'serve', '--headless', '--port', '0', '--data', dataDir, ...args];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  const ended = once(child, 'exit');
  // What to enter in the encoder is for people, the studio's address for programs: two streams.
  const told = new Map<string, string>();
  const listen = async (lines: NodeJS.ReadableStream, names: readonly string[]): Promise<void> => {
    for await (const line of createInterface({ input: lines })) {
      const [, name = '', value = ''] = /^([^:]+): (\S+)$/.exec(line) ?? [];
      if (names.includes(name)) told.set(name, value);
      if (names.every((one) => told.has(one))) break;
    }
    lines.resume();
  };
  await Promise.all([listen(child.stdout, ['Studio']), listen(child.stderr, ['Encoder server', 'Stream key'])]);
  const [url, server, key] = ['Studio', 'Encoder server', 'Stream key'].map((name) => told.get(name));
  if (url === undefined || server === undefined || key === undefined) {
    child.kill('SIGKILL');
    throw new Error(`Expected the engine to print its addresses, got ${JSON.stringify([...told.keys()])}`);
  }
  return { child, ended, studio: await openStudioSession(url), pushUrl: `${server}/${key}` };
}
