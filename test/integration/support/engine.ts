import { randomUUID } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createEngine } from '../../../src/engine/engine.js';
import type { BroadcastSummary, Engine, EngineOptions } from '../../../src/engine/engine-api.js';
import type { ActiveBroadcast, StudioState } from '../../../src/shared/studio-state.js';

const outDir = path.resolve(import.meta.dirname, '../../../out');
/** What takes longer than this hangs: the promise rejects with the state, which says more than the runner's time-out. */
const hungMs = 180_000;

/** A whole engine on free ports and a fresh data directory, as the CLI and the desktop app run it. */
export class TestEngine {
  readonly engine: Engine;
  readonly dataDir: string;
  /** Children of the test, not of the engine: servers that it publishes to. */
  readonly #others: ReadonlySet<string>;

  private constructor(engine: Engine, dataDir: string, others: ReadonlySet<string>) {
    this.engine = engine;
    this.dataDir = dataDir;
    this.#others = others;
  }

  /** `options` override what a test needs otherwise: a data directory that was there before, a port that is taken. */
  static async start(
    settings: NonNullable<EngineOptions['settings']> = {},
    options: Partial<EngineOptions> = {},
  ): Promise<TestEngine> {
    const dataDir = options.dataDir ?? (await mkdtemp(path.join(tmpdir(), 'headwater-integration-')));
    const ports = { studioPort: 0, rtmpPort: 0, originPort: 0 };
    const engine = createEngine({ outDir, version: '0.0.0-test', settings, ...ports, ...options, dataDir });
    const others = new Set(childProcesses().map(({ pid }) => pid));
    await engine.start();
    return new TestEngine(engine, dataDir, others);
  }

  get state(): StudioState {
    return this.engine.state.get();
  }

  /** Codes of all notices so far, newest first. */
  get noticeCodes(): string[] {
    return this.state.notices.map(({ reason }) => reason.code);
  }

  /** What an encoder is given: address and key in one. */
  async pushUrl(): Promise<string> {
    const input = this.state.inputs[0];
    const url = this.state.rtmp.urls[0];
    if (input === undefined || url === undefined) throw new Error('Expected an input and a listening server');
    return `${url}/${(await this.engine.queries.revealKey(input.id)).key}`;
  }

  /** The first answer of `look` that is not null, now or at a later change of the state. */
  async until<T>(what: string, look: (state: StudioState) => T | null): Promise<T> {
    let unsubscribe = (): void => undefined;
    const found = new Promise<T>((resolve) => {
      const check = (): void => {
        const answer = look(this.state);
        if (answer !== null) resolve(answer);
      };
      unsubscribe = this.engine.state.subscribe(check);
      check();
    });
    return this.#notHung(what, found).finally(unsubscribe);
  }

  /** The broadcast that is on, as soon as it has this status. */
  untilBroadcast(status: ActiveBroadcast['status']): Promise<ActiveBroadcast> {
    return this.until(`a broadcast that is ${status}`, ({ broadcast }) =>
      broadcast?.status === status ? broadcast : null,
    );
  }

  /** The broadcast that is on, as soon as it plays. */
  untilPlayable(): Promise<ActiveBroadcast> {
    return this.until('a broadcast that plays', ({ broadcast }) => (broadcast?.liveAtMs ? broadcast : null));
  }

  ended(broadcastId: string): Promise<BroadcastSummary> {
    return this.#notHung('the end of the broadcast', this.engine.ended(broadcastId));
  }

  /** Broadcasts a file or an address, as `headwater live --input` does. */
  async live(url: string): Promise<string> {
    return (await this.engine.commands.startUrl({ commandId: randomUUID(), url })).broadcastId;
  }

  /** Ends the broadcast that is on. */
  async end(broadcastId: string): Promise<BroadcastSummary> {
    await this.engine.commands.endBroadcast({ commandId: randomUUID(), broadcastId });
    return this.ended(broadcastId);
  }

  /** Stops the engine; throws when a child process of it is left. */
  async stop(): Promise<void> {
    await this.engine.stop('test is over');
    const left = childProcesses().filter(({ pid }) => !this.#others.has(pid));
    await rm(this.dataDir, { recursive: true, force: true });
    if (left.length === 0) return;
    const lines = left.map(({ pid, stat, args }) => `${pid} ${stat} ${args.slice(0, 120)}`);
    throw new Error(`Expected no child process to be left, got ${lines.join('; ')}`);
  }

  async #notHung<T>(what: string, work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const hung = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        const { broadcast, notices, rtmp } = this.state;
        reject(new Error(`Expected ${what}, got nothing: ${JSON.stringify({ broadcast, notices, rtmp })}`));
      }, hungMs);
    });
    return Promise.race([work, hung]).finally(() => clearTimeout(timer));
  }
}

/** Children of this process that are programs. */
function childProcesses(): { readonly pid: string; readonly stat: string; readonly args: string }[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [])
    .filter(([, , parent, , args]) => Number(parent) === process.pid && args?.startsWith('ps ') === false)
    .map(([, pid = '', , stat = '', args = '']) => ({ pid, stat, args }));
}
