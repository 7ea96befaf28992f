import { AppError } from '../../shared/errors.js';
import type { Logger } from '../log/logger.js';
import { EngineThread } from '../process/engine-thread.js';
import type { SupervisedInstance } from '../supervisor.js';
import type { FromRtmpWorker, RtmpWorkerData, ToRtmpWorker } from './rtmp-messages.js';

const STOP_GRACE_MS = 3_000;

/** Messages that arrive once the server listens. */
export type RtmpWorkerEvent = Exclude<FromRtmpWorker, { type: 'listening' | 'no-free-port' | 'addresses' | 'minted' }>;

type FirstWord = Extract<FromRtmpWorker, { type: 'listening' | 'no-free-port' }>;
const isFirstWord = (message: FromRtmpWorker): message is FirstWord =>
  message.type === 'listening' || message.type === 'no-free-port';
type Reply = Extract<FromRtmpWorker, { type: 'addresses' | 'minted' }>;

/** A thread that listens nowhere yet. */
export type LoadedRtmpThread = EngineThread<ToRtmpWorker, FromRtmpWorker>;

/** One life of the RTMP worker thread, from its start to its real end. */
export class RtmpWorkerThread implements SupervisedInstance {
  readonly port: number;
  readonly exited: Promise<{ readonly cause: string }>;
  readonly #thread: LoadedRtmpThread;
  readonly #pending = new Map<number, (reply: Reply | null) => void>();
  #networkAddresses: readonly string[];
  #lastRequest = 0;
  #hasExited = false;

  private constructor(
    thread: LoadedRtmpThread,
    listening: Extract<FirstWord, { type: 'listening' }>,
    onEvent: (event: RtmpWorkerEvent, thread: RtmpWorkerThread) => void,
  ) {
    this.#thread = thread;
    this.port = listening.port;
    this.#networkAddresses = listening.networkAddresses;
    this.exited = thread.exited;
    thread.listen((message) => this.#onMessage(message, onEvent));
    void this.exited.then(() => {
      this.#hasExited = true;
      for (const settle of this.#pending.values()) settle(null);
      this.#pending.clear();
    });
  }

  /** Begins a thread that loads what it needs, and waits. */
  static load(deps: { readonly workerFile: string | URL; readonly logger: Logger }): LoadedRtmpThread {
    return new EngineThread({ ...deps, file: deps.workerFile, name: 'headwater-rtmp' });
  }

  /** Has one listen; resolves when it does. Rejects with `ingest.no-free-port`, or `internal` when the thread dies first. */
  static async launch(deps: {
    thread: LoadedRtmpThread;
    data: RtmpWorkerData;
    onEvent: (event: RtmpWorkerEvent, thread: RtmpWorkerThread) => void;
  }): Promise<RtmpWorkerThread> {
    const { thread } = deps;
    thread.send({ type: 'listen', data: deps.data });
    const first = await thread.first(isFirstWord);
    if (first.type === 'listening') return new RtmpWorkerThread(thread, first, deps.onEvent);
    await thread.terminate();
    throw new AppError('ingest.no-free-port', `Expected the rtmp worker to listen, got: ${first.cause}`, {
      retryable: true,
      details: { firstPort: deps.data.ports[0] ?? 0, lastPort: deps.data.ports.at(-1) ?? 0 },
    });
  }

  /** Network addresses that are really listened on. */
  get networkAddresses(): readonly string[] {
    return this.#networkAddresses;
  }

  send(message: ToRtmpWorker): void {
    this.#thread.send(message, message.type === 'tap' ? [message.port] : []);
  }

  /** A one-time name for a pull; null when the session is over. */
  async mint(sessionId: string, fromMs: number | null): Promise<string | null> {
    const reply = await this.#ask((requestId) => ({ type: 'mint', requestId, sessionId, fromMs }));
    return reply?.type === 'minted' ? reply.token : null;
  }

  /** A one-time name under which one publisher is accepted for this input; null when the thread has ended. */
  async mintPublish(inputId: string): Promise<string | null> {
    const reply = await this.#ask((requestId) => ({ type: 'mint-publish', requestId, inputId }));
    return reply?.type === 'minted' ? reply.token : null;
  }

  async setNetworkAddresses(networkAddresses: readonly string[]): Promise<void> {
    const reply = await this.#ask((requestId) => ({ type: 'addresses', requestId, networkAddresses }));
    if (reply?.type === 'addresses') this.#networkAddresses = reply.networkAddresses;
  }

  stop(): Promise<void> {
    return this.#thread.stop({ type: 'stop' }, STOP_GRACE_MS);
  }

  #ask(build: (requestId: number) => ToRtmpWorker): Promise<Reply | null> {
    if (this.#hasExited) return Promise.resolve(null);
    this.#lastRequest += 1;
    const requestId = this.#lastRequest;
    return new Promise((resolve) => {
      this.#pending.set(requestId, resolve);
      this.send(build(requestId));
    });
  }

  #onMessage(message: FromRtmpWorker, onEvent: (event: RtmpWorkerEvent, thread: RtmpWorkerThread) => void): void {
    if (message.type === 'addresses' || message.type === 'minted') {
      this.#pending.get(message.requestId)?.(message);
      this.#pending.delete(message.requestId);
    } else if (message.type !== 'listening' && message.type !== 'no-free-port') onEvent(message, this);
  }
}
