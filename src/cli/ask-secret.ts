import { UsageError } from './command.js';

/** A terminal to type at, as `process.stdin` is one. */
export interface SecretTerminal {
  readonly isTTY?: boolean;
  setRawMode?(isRaw: boolean): unknown;
  setEncoding(encoding: 'utf8'): unknown;
  on(event: 'data', listener: (text: string) => void): unknown;
  off(event: 'data', listener: (text: string) => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

/**
 * Asks for a secret on the terminal; nothing of what is typed is shown. Null: Ctrl-C, or nothing was typed. Throws
 * UsageError where there is nobody to ask.
 */
export async function askSecret(
  question: string,
  terminal: SecretTerminal,
  write: (text: string) => void,
): Promise<string | null> {
  if (terminal.isTTY !== true || terminal.setRawMode === undefined) {
    throw new UsageError(
      'Expected the stream key in HEADWATER_RELAY_KEY, or in a file named with --key-file',
      'relays',
    );
  }
  write(`${question}: `);
  terminal.setRawMode(true);
  terminal.setEncoding('utf8');
  terminal.resume();
  let typed: string[] = [];
  try {
    return await new Promise((resolve) => {
      const onData = (text: string): void => {
        for (const each of text) {
          if (each === '\r' || each === '\n' || each === '\u0004') return end(typed.join('').trim());
          if (each === '\u0003') return end('');
          if (each === '\u007f' || each === '\b') typed = typed.slice(0, -1);
          else if (each === '\u0015') typed = [];
          else typed.push(each);
        }
      };
      const end = (secret: string): void => {
        terminal.off('data', onData);
        resolve(secret === '' ? null : secret);
      };
      terminal.on('data', onData);
    });
  } finally {
    terminal.setRawMode(false);
    terminal.pause();
    write('\n');
  }
}
