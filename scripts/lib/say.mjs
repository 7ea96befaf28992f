/** Everything set-up and build have to say goes to standard error: standard output belongs to the command itself. */

/** @param {string} line */
export function say(line) {
  process.stderr.write(`headwater: ${line}\n`);
}

/**
 * A problem that the person can mend: shown as words, without a stack.
 * `exitCode` 2 is a wrong command line, 1 anything else.
 */
export class SetupError extends Error {
  /** @param {string} message @param {number} [exitCode] */
  constructor(message, exitCode = 1) {
    super(message);
    this.name = 'SetupError';
    this.exitCode = exitCode;
  }
}

/**
 * Runs a script's main function; a SetupError ends in words, anything else with its stack.
 * @param {() => Promise<number | void>} main answers the exit status, or nothing while something keeps running
 */
export async function runMain(main) {
  try {
    const code = await main();
    if (typeof code === 'number') process.exitCode = code;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exitCode = error.exitCode;
  }
}
