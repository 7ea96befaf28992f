import type { CommandInput, CommandName } from '../../shared/commands.js';
import type { ErrorData } from '../../shared/errors.js';

/** What a failed request came to: the engine's own answer, or no answer at all (worth repeating with the same id). */
export type LinkFailure = { kind: 'refused'; error: ErrorData } | { kind: 'unanswered' };

/** Thrown by the requests of an EngineLink. */
export class LinkError extends Error {
  readonly failure: LinkFailure;

  constructor(failure: LinkFailure, cause: unknown) {
    super(failure.kind === 'refused' ? failure.error.message : 'The engine did not answer', { cause });
    this.name = 'LinkError';
    this.failure = failure;
  }
}

/** What the stores need of the wire. Frames and answers come unchecked: the stores check them. */
export interface EngineLink {
  /** True while the socket is open. */
  readonly open: boolean;
  onOpenChange(listener: (open: boolean) => void): () => void;
  /** Called after an attempt to connect failed before the socket had opened. */
  onConnectFailed(listener: () => void): () => void;
  /** Subscribes to the state; over reconnects the subscription goes on by itself. Returns a function that ends it. */
  subscribeState(onFrame: (frame: unknown) => void, onLost: (failure: LinkFailure) => void): () => void;
  /** Throws LinkError. */
  command<N extends CommandName>(name: N, input: CommandInput<N>, signal: AbortSignal): Promise<unknown>;
  /** Throws LinkError. */
  revealKey(inputId: string, signal: AbortSignal): Promise<unknown>;
  close(): void;
}
