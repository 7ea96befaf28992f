import { AppError } from '../../../shared/errors.js';
import type { FromProgramme, ToProgramme } from '../protocol.js';

/** What the link needs of a Worker. */
export type ProgrammeWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

export interface ProgrammeLinkOptions {
  readonly makeWorker: () => ProgrammeWorker;
  readonly renderer: 'auto' | '2d';
  readonly onMessage: (message: FromProgramme) => void;
  /** A new worker listens, and knows nothing yet. The port is the mixer's end. */
  readonly onBegin: (sound: MessagePort) => void;
  /** The worker died; `error`: AppError `internal`. */
  readonly onDeath: (error: AppError) => void;
  /** New canvases are wanted: those of the dead worker are lost. */
  readonly onFree: () => void;
  /** Calls once after so many milliseconds, unless what it returns is called before. */
  readonly after: (ms: number, call: () => void) => () => void;
}

/** A worker tells its figures every second. The page looks this often whether anything has come … */
const lookMs = 2_000;
/** … and after so many looks in vain it is dead. Looks are counted, not time: a page that stood still reads its messages first. */
const looksInVain = 5;
/** Until its first word: it has to be loaded, by a computer that may have much else to do. */
const looksAtStart = 30;
const closeMs = 20_000;
const longestPauseMs = 30_000;
const healthyLooks = 60_000 / lookMs;

/**
 * The programme worker and its life. One that dies is made anew, after a pause that grows with each death: as its canvases are
 * lost with it, it waits for new ones.
 */
export class ProgrammeLink {
  readonly #options: ProgrammeLinkOptions;
  #worker: ProgrammeWorker | null = null;
  #cancel: () => void = () => undefined;
  #looks = 0;
  #limit = looksAtStart;
  #healthy = 0;
  #deaths = 0;
  #isClosed = false;

  constructor(options: ProgrammeLinkOptions) {
    this.#options = options;
  }

  get isAlive(): boolean {
    return this.#worker !== null;
  }

  /** Makes the worker with these canvases. While there is one, others are not taken. */
  mount(programme: HTMLCanvasElement, preview: HTMLCanvasElement): void {
    if (this.#worker !== null || this.#isClosed) return;
    this.#cancel();
    const worker = this.#options.makeWorker();
    this.#worker = worker;
    this.#looks = 0;
    this.#healthy = 0;
    this.#limit = looksAtStart;
    worker.onmessage = ({ data }: MessageEvent<FromProgramme>) => {
      this.#looks = 0;
      this.#limit = looksInVain;
      this.#options.onMessage(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      // one that runs survives what it did not catch; one that could not be loaded says no words
      if (!(event instanceof ErrorEvent) || event.message === '') this.#die('it could not be loaded');
    };
    const { port1, port2 } = new MessageChannel();
    const [first, second] = [programme.transferControlToOffscreen(), preview.transferControlToOffscreen()];
    const { renderer } = this.#options;
    this.post({ type: 'init', programme: first, preview: second, sound: port1, renderer }, [first, second, port1]);
    this.#watch();
    this.#options.onBegin(port2);
  }

  /** Told to nobody while there is no worker: a new one is told everything. */
  post(message: ToProgramme, transfer: Transferable[] = []): void {
    this.#worker?.postMessage(message, transfer);
  }

  /** What is being sent is sent to its end. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#cancel();
    const worker = this.#worker;
    if (worker === null) return;
    this.post({ type: 'close' });
    this.#worker = null;
    worker.onmessage = null;
    worker.onerror = null;
    this.#options.after(closeMs, () => worker.terminate());
  }

  #watch(): void {
    this.#cancel = this.#options.after(lookMs, () => {
      this.#looks += 1;
      this.#healthy += 1;
      if (this.#healthy >= healthyLooks) this.#deaths = 0;
      if (this.#looks > this.#limit) this.#die('it said nothing any more');
      else this.#watch();
    });
  }

  #die(why: string): void {
    const worker = this.#worker;
    if (worker === null) return;
    this.#worker = null;
    worker.onmessage = null;
    worker.onerror = null;
    worker.terminate();
    this.#cancel();
    const pauseMs = Math.min(longestPauseMs, 1000 * 2 ** this.#deaths);
    this.#deaths += 1;
    this.#cancel = this.#options.after(pauseMs, () => this.#options.onFree());
    this.#options.onDeath(new AppError('internal', `Expected the programme worker to live, ${why}`));
  }
}
