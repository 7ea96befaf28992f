import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

/** The product's command line, as it was built, in a process of its own. */
export class CliProcess {
  readonly pid: number;
  /** Its exit status; null when it was killed. */
  readonly ended: Promise<number | null>;
  readonly #child: ChildProcess;
  #stderr = '';

  constructor(args: readonly string[]) {
    const cli = path.resolve('out/node/cli.mjs');
    this.#child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    this.pid = this.#child.pid ?? 0;
    this.ended = new Promise((resolve) => this.#child.once('close', resolve));
  }

  /** The link that it prints as soon as there is something to play. Rejects when it ends without one. */
  async link(): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const url = /^Watch: (\S+)$/m.exec(this.#stderr)?.[1];
        if (url !== undefined) resolve(url);
      };
      this.#child.stderr?.on('data', look);
      this.#child.once('close', () => reject(new Error(`Expected a link, got ${this.#stderr.slice(-2000)}`)));
      look();
    });
  }

  /** Ends it gently and waits for its end. */
  async stop(): Promise<void> {
    if (this.#child.exitCode === null) this.#child.kill('SIGTERM');
    await this.ended;
  }
}
