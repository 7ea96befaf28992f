import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { storeSettings } from './store-settings.js';

const cli = path.resolve(import.meta.dirname, '../../../out/node/cli.mjs');

/** The engine as a process of its own, as `headwater serve` and `headwater demo` run it: it can be killed. */
export class EngineProcess {
  /** Resolves when the process is gone. */
  readonly ended: Promise<void>;
  /** What it wrote to standard output so far: the answer of a command with `--json`. */
  stdout = '';
  readonly #child: ChildProcess;
  #output = '';
  readonly #wakers = new Set<() => void>();

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
        this.#wake();
      });
    }
    this.ended = new Promise((resolve) => child.once('close', () => resolve()));
    void this.ended.then(() => this.#wake());
  }

  /** `headwater <args> --data <dataDir>`, the studio on a free port. `env`: beside this process's own. */
  static start(args: readonly string[], dataDir: string, env: Readonly<Record<string, string>> = {}): EngineProcess {
    const argv = [cli, ...args, '--data', dataDir, '--port', '0'];
    return new EngineProcess(
      spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } }),
    );
  }

  /** Stores how long a broadcast waits for its encoder, for engines started later. */
  static keepWindow(dataDir: string, reconnectWindowSeconds: number): void {
    storeSettings(dataDir, { stream: { reconnectWindowSeconds } });
  }

  /** 0 when it could not be started. */
  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** What the first group of `pattern` matches in what it printed, once it did. Rejects when it ends before. */
  async printed(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(this.#output)?.[1];
      if (found !== undefined) return found;
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
        throw new Error(`Expected ${String(pattern)}, got the end: ${this.#output.slice(-2000)}`);
      }
      await new Promise<void>((resolve) => this.#wakers.add(resolve));
    }
  }

  /** Address and key for an encoder, of `serve`. */
  async pushUrl(): Promise<string> {
    return `${await this.printed(/Encoder server: (\S+)/)}/${await this.printed(/Stream key: (\S+)/)}`;
  }

  /** Everything that it wrote so far. */
  get output(): string {
    return this.#output;
  }

  /** Waits for its end; answers its exit status. */
  async exited(): Promise<number | null> {
    await this.ended;
    return this.#child.exitCode;
  }

  /** Ctrl-C. */
  interrupt(): void {
    this.#child.kill('SIGINT');
  }

  /** Stands still, as a computer that sleeps, and goes on. */
  freeze(isFrozen: boolean): void {
    this.#child.kill(isFrozen ? 'SIGSTOP' : 'SIGCONT');
  }

  /** SIGKILL to the engine alone, as the kernel does when memory runs out; waits for its end. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }

  #wake(): void {
    const wakers = [...this.#wakers];
    this.#wakers.clear();
    for (const wake of wakers) wake();
  }
}
