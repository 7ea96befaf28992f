import type { Clock } from '../clock.js';
import type { Logger } from '../log/logger.js';
import { EngineThread } from '../process/engine-thread.js';
import type { SupervisedInstance } from '../supervisor.js';
import type { FromRelayWorker, RelayWorkerData, ToRelayWorker } from './relay-messages.js';

/** Every relay has two seconds for what is queued, and two to say good-bye. */
const STOP_GRACE_MS = 5_000;
/** So many looks in a row at a thread that has reported nothing since the one before, and it hangs. */
const MISSED_LOOKS = 5;
const LOOK_EVERY_MS = 1_000;

/** Messages that arrive once the thread runs. */
export type RelayWorkerEvent = Exclude<FromRelayWorker, { type: 'ready' }>;

/** One life of the relay thread, from its start to its real end. */
export class RelayWorkerThread implements SupervisedInstance {
  readonly exited: Promise<{ readonly cause: string }>;
  readonly #thread: EngineThread<ToRelayWorker, FromRelayWorker>;
  #missedLooks = 0;

  private constructor(thread: EngineThread<ToRelayWorker, FromRelayWorker>) {
    this.#thread = thread;
    this.exited = thread.exited;
  }

  /** Starts a thread; resolves when it can be told what to do. Rejects with `internal` when it dies first. */
  static async launch(deps: {
    readonly workerFile: string | URL;
    readonly data: RelayWorkerData;
    readonly clock: Clock;
    readonly logger: Logger;
    readonly onEvent: (event: RelayWorkerEvent) => void;
  }): Promise<RelayWorkerThread> {
    const { thread } = await EngineThread.launch<ToRelayWorker, FromRelayWorker, { readonly type: 'ready' }>({
      ...deps,
      file: deps.workerFile,
      name: 'headwater-relay',
      holdsSecrets: true,
      isFirst: (message) => message.type === 'ready',
    });
    const made = new RelayWorkerThread(thread);
    thread.listen((message) => {
      if (message.type === 'states') made.#missedLooks = 0;
      if (message.type !== 'ready') deps.onEvent(message);
    });
    made.#look(deps);
    return made;
  }

  send(message: ToRelayWorker): void {
    this.#thread.send(message, message.type === 'feed' ? [message.port] : []);
  }

  stop(): Promise<void> {
    return this.#thread.stop({ type: 'end' }, STOP_GRACE_MS);
  }

  /** One that hangs is ended like one that died. Looks are counted, not seconds: an engine that hung itself has not listened. */
  #look(deps: { readonly clock: Clock; readonly logger: Logger; readonly data: RelayWorkerData }): void {
    const everyMs = Math.max(LOOK_EVERY_MS, deps.data.reportEveryMs);
    const cancel = deps.clock.after(everyMs, () => {
      this.#missedLooks += 1;
      if (this.#missedLooks <= MISSED_LOOKS) return this.#look(deps);
      deps.logger.warn({ everyMs, looks: MISSED_LOOKS }, 'the relay thread hangs');
      void this.#thread.terminate();
    });
    void this.exited.then(cancel);
  }
}
