import { z } from 'zod';
import type { CommandAnswer, CommandInput, CommandName } from '../../shared/commands.js';
import { LinkError, type EngineLink } from './engine-link.js';
import type { Mirror } from './mirror.js';
import type { ObservableValue } from './observable-value.js';
import { StudioError } from './studio-error.js';
import { whenValue } from './when-value.js';

interface CommandSenderOptions {
  readonly link: EngineLink;
  readonly mirror: ObservableValue<Mirror | null>;
  /** True while the mirror is alive: only then is it known which engine would get the command. */
  readonly isReady: ObservableValue<boolean>;
  /** After this long without an answer the command fails as unreachable, in ms. */
  readonly patienceMs?: number;
  /** An attempt without an answer is repeated after this long, with the same id, in ms. */
  readonly attemptMs?: number;
}

const answerSchema = z.looseObject({ revision: z.number().int() });

/** A command's input without the id, which the sender makes. */
export type CommandArguments<N extends CommandName> = Omit<CommandInput<N>, 'commandId'>;

/**
 * Sends commands so that each intent happens once: one id per intent, repeated over reconnects until there is an answer,
 * which is handed over once the mirror shows what the command did.
 */
export class CommandSender {
  readonly #options: CommandSenderOptions;

  constructor(options: CommandSenderOptions) {
    this.#options = options;
  }

  /** Throws StudioError: the engine's refusal by its code, `studio.unreachable`, `studio.cancelled` or `studio.engine-restarted`. */
  async send<N extends CommandName>(
    name: N,
    input: CommandArguments<N>,
    options: { signal?: AbortSignal } = {},
  ): Promise<CommandAnswer<N>> {
    const { mirror, patienceMs = 60_000 } = this.#options;
    const patience = AbortSignal.timeout(patienceMs);
    const signal = options.signal === undefined ? patience : AbortSignal.any([options.signal, patience]);
    const epoch = mirror.get()?.epoch;
    // One id for all attempts: this is what makes repeating safe (shared/commands.ts).
    const whole = { ...input, commandId: crypto.randomUUID() } as CommandInput<N>;
    try {
      const answer = await this.#untilAnswered(name, whole, epoch, signal);
      await whenValue(
        mirror,
        (now) => now !== null && (now.epoch !== epoch || now.revision >= answer.revision),
        signal,
      );
      return answer;
    } catch (thrown) {
      if (thrown instanceof StudioError) throw thrown;
      if (options.signal?.aborted === true) throw new StudioError('studio.cancelled', `${name} was cancelled`);
      if (patience.aborted) throw new StudioError('studio.unreachable', `${name} was not answered in ${patienceMs} ms`);
      throw new StudioError('internal', `${name} failed`, { cause: thrown });
    }
  }

  async #untilAnswered<N extends CommandName>(
    name: N,
    input: CommandInput<N>,
    epoch: string | undefined,
    signal: AbortSignal,
  ): Promise<CommandAnswer<N>> {
    const { link, mirror, isReady, attemptMs = 10_000 } = this.#options;
    for (;;) {
      await whenValue(isReady, (ready) => ready, signal);
      // Another engine knows nothing of this id: repeating there could do twice what was meant once.
      if (epoch !== undefined && mirror.get()?.epoch !== epoch) {
        throw new StudioError('studio.engine-restarted', `The engine restarted before it answered ${name}`);
      }
      try {
        const attempt = AbortSignal.any([signal, AbortSignal.timeout(attemptMs)]);
        const answer = answerSchema.safeParse(await link.command(name, input, attempt));
        if (!answer.success) throw new StudioError('internal', `Expected an answer to ${name} with a revision`);
        return answer.data as unknown as CommandAnswer<N>;
      } catch (thrown) {
        if (signal.aborted || !(thrown instanceof LinkError)) throw thrown;
        if (thrown.failure.kind === 'refused') {
          const { code, message, details } = thrown.failure.error;
          throw new StudioError(code, message, { details, cause: thrown });
        }
        // The socket's end may be known a moment later than the request's.
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }
}
