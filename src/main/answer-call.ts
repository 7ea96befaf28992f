import { AppError, toAppError } from '../shared/errors.js';
import {
  hostCalls,
  type HostAnswer,
  type HostCallArgument,
  type HostCallName,
  type HostCallResults,
} from '../shared/host-calls.js';

/** What does what the page may ask for, by name. */
export type HostHandlers = {
  readonly [Name in HostCallName]: (
    argument: HostCallArgument<Name>,
  ) => HostCallResults[Name] | Promise<HostCallResults[Name]>;
};

const isCall = (name: unknown): name is HostCallName => typeof name === 'string' && Object.hasOwn(hostCalls, name);

/** Does what a call asks for, once its name and its argument are known for what they are. Never rejects. */
export async function answerCall(
  handlers: HostHandlers,
  name: unknown,
  argument: unknown,
): Promise<HostAnswer<unknown>> {
  try {
    if (!isCall(name)) throw new AppError('command.unknown', 'Expected a call of the desktop app, got another');
    const parsed = hostCalls[name].safeParse(argument);
    if (!parsed.success) {
      throw new AppError('input.invalid', `Expected what ${name} takes, got something else`, { cause: parsed.error });
    }
    const handle = handlers[name] as (argument: unknown) => unknown;
    return { ok: true, value: await handle(parsed.data) };
  } catch (thrown) {
    return { ok: false, error: toAppError(thrown).toData() };
  }
}
