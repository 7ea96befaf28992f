import { createTRPCUntypedClient, createWSClient, TRPCClientError, wsLink } from '@trpc/client';
import { z } from 'zod';
import type { AppRouter } from '../../engine/serve/router.js';
import type { CommandName } from '../../shared/commands.js';
import { errorCodes } from '../../shared/errors.js';
import { LinkError, type EngineLink, type LinkFailure } from './engine-link.js';

/** Compile-time check that the router has a procedure for every command, the query and the subscription. */
type Procedures = CommandName | 'revealKey' | 'state';
type MissingProcedures = Exclude<Procedures, keyof AppRouter['_def']['record']>;
const nothingMissing: [MissingProcedures] extends [never] ? true : MissingProcedures = true;

/** How the engine wraps its errors (`error.data.appError`). */
const wireErrorSchema = z.object({
  appError: z.object({
    code: z.enum(errorCodes),
    message: z.string(),
    retryable: z.boolean(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  }),
});

interface TrpcLinkOptions {
  /** `ws://…/trpc`. */
  readonly url: string;
  readonly retryDelayMs?: (attempt: number) => number;
  /** Where there is none (Node 20): the class to use. */
  readonly socketClass?: typeof WebSocket;
}

/** An engine that fell is back within seconds, on this computer, where asking costs next to nothing; one that stays away is asked less often. */
const soonMs = 200;
const soonAttempts = 30;
const defaultRetryDelayMs = (attempt: number) =>
  attempt === 0 ? 0 : attempt <= soonAttempts ? soonMs : Math.min(4000, soonMs * 2 ** (attempt - soonAttempts));

/** The engine behind one WebSocket that reconnects by itself, for ever, until closed. */
export function createTrpcLink(options: TrpcLinkOptions): EngineLink {
  const openListeners = new Set<(open: boolean) => void>();
  const failListeners = new Set<() => void>();
  let open = false;
  const setOpen = (now: boolean) => {
    if (now === open) {
      if (!now) for (const listener of [...failListeners]) listener();
      return;
    }
    open = now;
    for (const listener of [...openListeners]) listener(now);
  };
  const socket = createWSClient({
    url: options.url,
    retryDelayMs: options.retryDelayMs ?? defaultRetryDelayMs,
    ...(options.socketClass !== undefined && { WebSocket: options.socketClass }),
    // A cable pulled out closes nothing: without pings the studio would show old figures as live ones.
    keepAlive: { enabled: true, intervalMs: 5000, pongTimeoutMs: 3000 },
    onOpen: () => setOpen(nothingMissing),
    onClose: () => setOpen(false),
  });
  const client = createTRPCUntypedClient<AppRouter>({ links: [wsLink({ client: socket })] });

  return {
    get open() {
      return open;
    },
    onOpenChange: (listener) => listen(openListeners, listener),
    onConnectFailed: (listener) => listen(failListeners, listener),
    subscribeState(onFrame, onLost) {
      const subscription = client.subscription('state', undefined, {
        onData: onFrame,
        onError: (error) => onLost(failureOf(error)),
        // Only the server's end of the subscription: after `unsubscribe` nobody listens.
        onStopped: () => onLost({ kind: 'unanswered' }),
      });
      return () => subscription.unsubscribe();
    },
    command: (name, input, signal) => client.mutation(name, input, { signal }).catch(throwLinkError),
    revealKey: (inputId, signal) => client.query('revealKey', { inputId }, { signal }).catch(throwLinkError),
    close() {
      void socket.close();
    },
  };
}

function listen<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function throwLinkError(thrown: unknown): never {
  throw new LinkError(failureOf(thrown), thrown);
}

function failureOf(thrown: unknown): LinkFailure {
  if (!(thrown instanceof TRPCClientError) || thrown.shape === undefined || thrown.shape === null) {
    return { kind: 'unanswered' };
  }
  const wire = wireErrorSchema.safeParse(thrown.data);
  if (wire.success) return { kind: 'refused', error: wire.data.appError };
  const error = { code: 'internal' as const, message: thrown.message, retryable: false, details: {} };
  return { kind: 'refused', error };
}
