import { createHash } from 'node:crypto';
import type { CommandAnswer, CommandInput, CommandName } from '../../shared/commands.js';
import { AppError } from '../../shared/errors.js';
import type { Clock } from '../clock.js';
import type { StateStore, StudioCommands } from './studio-api.js';

/** Answers kept after their command has ended. Ten minutes outlive any reconnect of the studio's socket. */
const maxAnswers = 1000;
const maxAgeMs = 10 * 60_000;

interface Remembered {
  readonly fingerprint: string;
  readonly answer: Promise<unknown>;
  /** Monotonic; null while the command runs. */
  settledAtMs: number | null;
}

/** Runs commands once per commandId. */
export interface CommandRunner {
  /**
   * Runs the command, or answers as its first run did (or does: a repeat joins a run under way), failures included.
   * Throws what the command throws, and `input.invalid` when the id was used for another command or input.
   */
  run<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandAnswer<N>>;
}

/** Makes the studio's commands idempotent by id and adds the revision that they reached. */
export function createCommandRunner(deps: {
  readonly commands: StudioCommands;
  readonly store: StateStore;
  readonly clock: Clock;
}): CommandRunner {
  const { commands, store, clock } = deps;
  /** In order of arrival. Running commands are never forgotten. */
  const remembered = new Map<string, Remembered>();

  const forget = (): void => {
    const oldestMs = clock.monotonicMs() - maxAgeMs;
    for (const [id, { settledAtMs }] of remembered) {
      if (settledAtMs !== null && (settledAtMs < oldestMs || remembered.size > maxAnswers)) remembered.delete(id);
    }
  };

  async function execute<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandAnswer<N>> {
    const result = await commands[name](input);
    return { ...result, revision: store.revision };
  }

  return {
    async run<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandAnswer<N>> {
      forget();
      // a digest: an input may hold keys, which must not stay in memory for as long as its answer does
      const fingerprint = createHash('sha256')
        .update(JSON.stringify([name, sorted(input)]))
        .digest('hex');
      const known = remembered.get(input.commandId);
      if (known !== undefined) {
        if (known.fingerprint !== fingerprint) {
          throw new AppError('input.invalid', 'Expected a fresh commandId, got one that was used for another command');
        }
        return (await known.answer) as CommandAnswer<N>;
      }
      const answer = execute(name, input);
      const entry: Remembered = { fingerprint, answer, settledAtMs: null };
      remembered.set(input.commandId, entry);
      try {
        return await answer;
      } finally {
        entry.settledAtMs = clock.monotonicMs();
      }
    },
  };
}

/** The same value with the keys of all objects in order: equal inputs give equal JSON, however the client wrote them. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
