import { createTRPCClient, createWSClient, wsLink, type TRPCClient } from '@trpc/client';
import { applyPatches, enablePatches, type Patch } from 'immer';
import { WebSocket } from 'ws';
import type { AppRouter } from '../../../src/engine/serve/router.js';
import type { StateFrame } from '../../../src/shared/state-frames.js';
import type { StudioState } from '../../../src/shared/studio-state.js';
import type { EngineProcess } from './engine-process.js';
import { openSession, type StudioSession } from './studio-sender.js';

enablePatches();

/** What takes longer than this hangs. */
const hungMs = 180_000;

/** The studio of an engine in a process of its own, as a browser has it: its state, and every command. */
export class ProcessStudio {
  readonly client: TRPCClient<AppRouter>;
  /** For further sockets of the same page. */
  readonly session: StudioSession;
  readonly #close: () => unknown;
  readonly #listeners = new Set<() => void>();
  #state: StudioState | null = null;

  private constructor(client: TRPCClient<AppRouter>, session: StudioSession, close: () => unknown) {
    this.client = client;
    this.session = session;
    this.#close = close;
    client.state.subscribe(undefined, { onData: (frame: StateFrame) => this.#take(frame) });
  }

  /** Opens the address that `headwater serve` prints. */
  static async open(engine: EngineProcess): Promise<ProcessStudio> {
    const session = await openSession(await engine.printed(/Studio: (\S+)/));
    const { origin, host, cookie } = session;
    class CookieSocket extends WebSocket {
      constructor(url: string) {
        super(url, { headers: { origin, cookie } });
      }
    }
    const socket = createWSClient({ url: `ws://${host}/trpc`, WebSocket: CookieSocket as never });
    const client = createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] });
    const studio = new ProcessStudio(client, session, () => socket.close());
    await studio.until('the first state', () => true);
    return studio;
  }

  /** As it was last told. Throws before the first time. */
  get state(): StudioState {
    if (this.#state === null) throw new Error('Expected a state, got none yet');
    return this.#state;
  }

  /** Called at each change. Answers how to end that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The first answer of `look` that is not null, now or at a later change of the state. */
  async until<T>(what: string, look: (state: StudioState) => T | null): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    let unsubscribe = (): unknown => undefined;
    try {
      return await new Promise<T>((resolve, reject) => {
        timer = setTimeout(() => {
          const { broadcast, notices } = this.#state ?? {};
          reject(new Error(`Expected ${what}, got nothing: ${JSON.stringify({ broadcast, notices })}`));
        }, hungMs);
        const check = (): void => {
          const answer = this.#state === null ? null : look(this.#state);
          if (answer !== null) resolve(answer);
        };
        unsubscribe = this.subscribe(check);
        check();
      });
    } finally {
      clearTimeout(timer);
      unsubscribe();
    }
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    await this.#close();
  }

  #take(frame: StateFrame): void {
    if (frame.type === 'snapshot') this.#state = frame.state;
    else if (this.#state !== null) this.#state = applyPatches(this.#state, frame.patches as Patch[]);
    for (const listener of [...this.#listeners]) listener();
  }
}
