import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { relayKeysSchema, type RelayKeys } from '../shared/relays.js';
import { askSecret } from './ask-secret.js';
import { UsageError } from './command.js';
import { resolveInput } from './places.js';
import type { CliContext } from './session.js';

/**
 * The keys for `relays add`: of the file that is named, else of HEADWATER_RELAY_KEY, else as pasted in the address, else
 * typed at the terminal. HEADWATER_RELAY_BACKUP_KEY and HEADWATER_RELAY_PASSPHRASE hold what some services want beside it.
 * Null: nobody typed one. Throws UsageError, which never repeats a value.
 */
export async function relaySecrets(
  request: {
    readonly label: string;
    readonly keyFile: string | null;
    readonly pasted: Pick<RelayKeys, 'key' | 'passphrase'>;
    readonly isKeyNeeded: boolean;
  },
  context: CliContext,
): Promise<RelayKeys | null> {
  const { keyFile, pasted, isKeyNeeded, label } = request;
  const { env } = context.around;
  const fromFile = keyFile === null ? null : await readKeyFile(keyFile, context);
  let key = fromFile ?? envText(env, 'HEADWATER_RELAY_KEY') ?? pasted.key;
  if (key === null && isKeyNeeded) {
    key = await askSecret(label, process.stdin, (text) => void process.stderr.write(text));
    if (key === null) return null;
  }
  return checkedKeys(
    {
      key,
      backupKey: envText(env, 'HEADWATER_RELAY_BACKUP_KEY'),
      passphrase: envText(env, 'HEADWATER_RELAY_PASSPHRASE') ?? pasted.passphrase,
    },
    'relays',
  );
}

/** Keys in their form. Throws UsageError, which never repeats a value. */
export function checkedKeys(keys: RelayKeys, command: string): RelayKeys {
  const parsed = relayKeysSchema.safeParse(keys);
  if (parsed.success) return parsed.data;
  throw new UsageError(parsed.error.issues[0]?.message ?? 'Expected a stream key', command);
}

/** A variable's text; null when it is missing or empty. */
export function envText(env: Readonly<Record<string, string | undefined>>, name: string): string | null {
  return env[name]?.trim() || null;
}

/** The first line that holds something. */
async function readKeyFile(file: string, { around }: CliContext): Promise<string> {
  let content: string;
  try {
    content = file === '-' ? await text(process.stdin) : await readFile(resolveInput(file, around), 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new UsageError(`Expected to read the key from --key-file${code}`, 'relays');
  }
  const line = content.split('\n').find((each) => each.trim() !== '');
  if (line === undefined) throw new UsageError('Expected a key in the file of --key-file, got nothing', 'relays');
  return line.trim();
}
