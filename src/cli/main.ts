import { assertNever, toAppError } from '../shared/errors.js';
import { UsageError, type Command } from './command.js';
import { helpText } from './help.js';
import { parseCommand } from './parse-command.js';
import type { CliContext } from './session.js';
import { hideSecrets, wordsFor } from './words.js';

/** What runs an engine is loaded by those who need one: help and a wrong option are answered at once. */
async function runCommand(command: Command, context: CliContext): Promise<number> {
  switch (command.name) {
    case 'help':
      context.print(helpText(command.topic));
      return 0;
    case 'version':
      context.print(context.version);
      return 0;
    case 'serve':
      return (await import('./serve.js')).serve(command, context);
    case 'demo':
    case 'live':
      return (await import('./broadcast.js')).broadcast(command, context);
    case 'doctor':
      return (await import('./doctor.js')).doctor(command, context);
    case 'diagnostics':
      return (await import('./diagnostics.js')).diagnostics(command, context);
    case 'relays':
      return (await import('./relays.js')).relays(command, context);
    case 'guide':
      for (const line of (await import('./guide.js')).guideLines(command.provider)) context.print(line);
      return 0;
    default:
      return assertNever(command);
  }
}

/** Runs a command line to its end. Answers the exit status: 0, 1 for an error (told in words), 2 for wrong usage. */
export async function main(argv: readonly string[], context: CliContext): Promise<number> {
  try {
    return await runCommand(parseCommand(argv), context);
  } catch (thrown) {
    if (thrown instanceof UsageError) {
      context.tell(`headwater: ${thrown.message}.`);
      context.tell(`See: headwater help${thrown.command === null ? '' : ` ${thrown.command}`}`);
      return 2;
    }
    const error = toAppError(thrown);
    context.tell(`headwater: ${wordsFor(error.code, error.details)}`);
    context.tell(`  ${error.code}: ${hideSecrets(error.message)}`);
    return 1;
  }
}
