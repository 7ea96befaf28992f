import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runEngineChild } from './engine-child.js';
import type { EngineStart, FromEngine, ToEngine } from './engine-messages.js';

const childFlag = '--engine';

interface EngineProcessOptions {
  readonly settings?: EngineStart['settings'];
  readonly tracesSegments?: boolean;
  readonly outDir?: string;
  readonly destination?: EngineStart['destination'];
  readonly relays?: EngineStart['relays'];
  /** Hears everything the engine tells, from its start. */
  readonly onMessage?: (message: FromEngine) => void;
  /** For node itself, e.g. `--cpu-prof`. */
  readonly execArgv?: readonly string[];
}

/** The engine in a process of its own (this same script, started anew), with a fresh data folder. */
export class EngineProcess {
  readonly pid: number;
  readonly exited: Promise<void>;
  readonly #child: ChildProcess;
  readonly #dataDir: string;
  readonly #heard: FromEngine[] = [];
  readonly #listeners = new Set<() => void>();
  #failure: Error | null = null;

  constructor(options: EngineProcessOptions = {}) {
    const { settings = {}, tracesSegments = false, outDir, destination, relays, onMessage, execArgv = [] } = options;
    this.#dataDir = mkdtempSync(path.join(tmpdir(), 'headwater-bench-'));
    const start: EngineStart = {
      dataDir: this.#dataDir,
      settings,
      tracesSegments,
      ...(outDir !== undefined && { outDir }),
      ...(destination !== undefined && { destination }),
      ...(relays !== undefined && { relays }),
    };
    this.#child = fork(process.argv[1] ?? '', [childFlag, JSON.stringify(start)], { execArgv: [...execArgv] });
    this.pid = this.#child.pid ?? 0;
    this.#child.on('message', (message: FromEngine) => {
      this.#heard.push(message);
      onMessage?.(message);
      for (const listener of this.#listeners) listener();
    });
    this.exited = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => {
        this.#failure = new Error(`Expected the engine to run, it ended with ${String(signal ?? code)}`);
        for (const listener of this.#listeners) listener();
        resolve();
      });
    });
  }

  /** As `hear`, and the message is taken out: the next call waits for another one. */
  async hearNext<T extends FromEngine['type']>(type: T): Promise<Extract<FromEngine, { type: T }>> {
    const found = await this.hear(type);
    this.#heard.splice(this.#heard.indexOf(found), 1);
    return found;
  }

  /** The first message of a type, now or later. Rejects when the engine ends without it. */
  async hear<T extends FromEngine['type']>(type: T): Promise<Extract<FromEngine, { type: T }>> {
    const isWanted = (message: FromEngine): message is Extract<FromEngine, { type: T }> => message.type === type;
    for (;;) {
      const found = this.#heard.find(isWanted);
      if (found !== undefined) return found;
      if (this.#failure !== null) throw this.#failure;
      await new Promise<void>((resolve) => {
        const listener = (): void => {
          this.#listeners.delete(listener);
          resolve();
        };
        this.#listeners.add(listener);
      });
    }
  }

  send(message: ToEngine): void {
    this.#child.send(message);
  }

  /** Stops the engine, waits for its end and removes its folder. */
  async stop(): Promise<void> {
    if (this.#failure === null) this.send({ type: 'stop' });
    await this.exited;
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}

/** A benchmark's main: in the engine's process the engine, else `main`. */
export async function runMainOrEngine(main: () => Promise<void>): Promise<void> {
  const [, , flag, start] = process.argv;
  if (flag === childFlag && start !== undefined) await runEngineChild(JSON.parse(start) as EngineStart);
  else await main();
}
