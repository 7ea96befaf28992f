import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { AppError } from '../../shared/errors.js';
import { childEnvironment } from './child-environment.js';
import { killNow, killTree } from './kill-tree.js';
import { LineTail } from '../../shared/line-tail.js';
import type { OwnedProcess, ProcessExit, SpawnOptions } from './owned-process.js';

/** After a child's end its last words are waited for this long: a grandchild may hold the pipe open. */
const lastWordsMs = 500;

/** A running child, leader of a process group of its own, so that Ctrl-C in a terminal reaches the engine alone. */
export class OwnedChild implements OwnedProcess {
  readonly name: string;
  readonly pid: number;
  readonly stdin: Writable | null;
  readonly stdout: Readable | null;
  readonly exited: Promise<ProcessExit>;
  readonly #tail: LineTail;
  readonly #killDelayMs: number;
  #isRunning = true;
  #isAsked = false;
  #stopping: Promise<ProcessExit> | null = null;

  private constructor(child: ChildProcess, pid: number, name: string, tail: LineTail, killDelayMs: number) {
    this.name = name;
    this.pid = pid;
    this.stdin = child.stdin;
    this.stdout = child.stdout;
    this.#tail = tail;
    this.#killDelayMs = killDelayMs;
    this.exited = this.#watch(child);
  }

  /**
   * Starts it. `redact` cleans each line of standard error before anyone sees it. Rejects with `ffmpeg.failed` when the
   * file cannot be started.
   */
  static async start(
    options: SpawnOptions,
    owner: { killDelayMs: number; redact: (text: string) => string; onStarted: (pid: number) => void },
  ): Promise<OwnedChild> {
    const tail = new LineTail((line) => {
      const clean = owner.redact(line);
      options.onStderrLine?.(clean);
      return clean;
    });
    const failed = (cause: unknown): AppError =>
      new AppError('ffmpeg.failed', `Expected to start ${options.name}, got ${String(cause)}`, {
        details: { name: options.name, file: options.file },
        cause,
      });
    let child: ChildProcess;
    try {
      child = spawn(options.file, options.args, {
        stdio: [options.stdin ?? 'ignore', options.stdout ?? 'ignore', 'pipe'],
        detached: process.platform !== 'win32',
        windowsHide: true,
        env: childEnvironment(process.env),
      });
    } catch (error) {
      throw failed(error);
    }
    // A child that has closed its standard input early (EPIPE) tells so by its end, not here.
    child.stdin?.on('error', () => undefined);
    const { pid } = child;
    if (pid === undefined) {
      const raised: unknown[] = await once(child, 'error');
      throw failed(raised[0]);
    }
    owner.onStarted(pid);
    return new OwnedChild(child, pid, options.name, tail, owner.killDelayMs);
  }

  stderrTail(): readonly string[] {
    return this.#tail.lines();
  }

  stop(): Promise<ProcessExit> {
    this.#stopping ??= this.#escalate();
    return this.#stopping;
  }

  kill(): void {
    if (!this.#isRunning) return;
    this.#isAsked = true;
    killTree(this.pid, 'SIGKILL');
  }

  /** For the engine's own exit, when nothing can be waited for. */
  killNow(): void {
    if (this.#isRunning) killNow(this.pid);
  }

  async #escalate(): Promise<ProcessExit> {
    if (!this.#isRunning) return this.exited;
    this.#isAsked = true;
    killTree(this.pid, 'SIGTERM');
    const timer = setTimeout(() => this.kill(), this.#killDelayMs);
    try {
      return await this.exited;
    } finally {
      clearTimeout(timer);
    }
  }

  #watch(child: ChildProcess): Promise<ProcessExit> {
    const { stderr } = child;
    const closed = new Promise<void>((resolve) => {
      stderr?.setEncoding('utf8');
      stderr?.on('data', (text: string) => this.#tail.push(text));
      stderr?.once('close', resolve);
    });
    return new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.#isRunning = false;
        // What it may have started and left behind goes with it.
        if (process.platform !== 'win32') killNow(this.pid);
        const timer = setTimeout(finish, lastWordsMs);
        void closed.then(finish);
        const tail = this.#tail;
        const asked = this.#isAsked;
        function finish(): void {
          clearTimeout(timer);
          tail.end();
          resolve({ code, signal, asked });
        }
      });
    });
  }
}
