import { spawn, type ChildProcess } from 'node:child_process';

/** An encoder of a stranger: an ffmpeg that sends a ready file at its own speed. */
export class Push {
  /** Exit status; null when it was killed. */
  readonly ended: Promise<number | null>;
  readonly #child: ChildProcess;
  #stderr = '';

  constructor(file: string, url: string, options: { readonly input?: readonly string[] } = {}) {
    const args = ['-hide_banner', '-v', 'warning', '-nostdin', '-re', ...(options.input ?? []), '-i', file];
    this.#child = spawn('ffmpeg', [...args, '-c', 'copy', '-f', 'flv', '-flvflags', 'no_duration_filesize', url], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    this.ended = new Promise((resolve) => {
      this.#child.once('error', () => resolve(null));
      this.#child.once('close', (code) => resolve(code));
    });
  }

  /** What it complained about. */
  get stderr(): string {
    return this.#stderr;
  }

  /** Kills it as a crash would, and waits for its end. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }
}
