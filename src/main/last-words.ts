import { LineTail } from '../shared/line-tail.js';

const maxLines = 20;
/** What is said last counts most, and a note is cut at its end (shell-log.ts). */
const maxChars = 3_000;
/** A process of its own that outlives it may hold its standard error open. */
const END_LIMIT_MS = 1_000;

/** What a process says on its standard error: passed on as it comes, and the last 20 lines of it kept, 3,000 characters at most. */
export class LastWords {
  readonly #from: NodeJS.ReadableStream;
  readonly #passOn: (text: string) => void;
  readonly #tail = new LineTail((line) => line, maxLines);
  #isRead = false;

  constructor(from: NodeJS.ReadableStream, passOn: (text: string) => void) {
    this.#from = from;
    this.#passOn = passOn;
    from.setEncoding('utf8');
    from.on('data', this.#hear).once('end', () => (this.#isRead = true));
  }

  /** Once the process has exited. Resolves with the lines when all is read, at the latest after a second; '' where there are none. */
  async atEnd(): Promise<string> {
    await this.#readAll();
    this.#tail.end();
    return this.#tail.lines().join('\n').slice(-maxChars);
  }

  readonly #hear = (text: string): void => {
    this.#passOn(text);
    this.#tail.push(text);
  };

  async #readAll(): Promise<void> {
    if (this.#isRead) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, END_LIMIT_MS);
      const finish = (): void => {
        clearTimeout(timer);
        resolve();
      };
      // Electron takes all listeners away behind its event of the exit (lib/browser/api/utility-process.ts): nothing may come between
      this.#from.pause();
      process.nextTick(() => {
        this.#from.once('end', finish).once('close', finish);
        if (!this.#from.listeners('data').includes(this.#hear)) this.#from.on('data', this.#hear);
        this.#from.resume();
      });
    });
  }
}
