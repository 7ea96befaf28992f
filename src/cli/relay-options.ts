import { relayServices } from '../shared/relay-url.js';
import { relayConfigSchema, whileSourceIsGoneSchema } from '../shared/relays.js';
import { UsageError, type RelayChoice, type RelaysCommand } from './command.js';

/** What `parseArgs` takes for the options about relays. */
export const relayFlags = {
  relay: { type: 'string', multiple: true },
  service: { type: 'string' },
  server: { type: 'string' },
  url: { type: 'string' },
  backup: { type: 'string' },
  'test-backup': { type: 'boolean' },
  feed: { type: 'string' },
  'while-gone': { type: 'string' },
  off: { type: 'boolean' },
  'key-file': { type: 'string' },
  /** Taken only to be refused in words. */
  key: { type: 'string' },
} as const;

/** What `headwater relays` takes of them. */
export const relaysFlagNames = [
  'service',
  'server',
  'url',
  'backup',
  'test-backup',
  'feed',
  'while-gone',
  'off',
  'key-file',
  'key',
] as const;

export interface RelayValues {
  readonly relay?: readonly string[] | undefined;
  readonly service?: string | undefined;
  readonly server?: string | undefined;
  readonly url?: string | undefined;
  readonly backup?: string | undefined;
  readonly 'test-backup'?: boolean | undefined;
  readonly feed?: string | undefined;
  readonly 'while-gone'?: string | undefined;
  readonly off?: boolean | undefined;
  readonly 'key-file'?: string | undefined;
  readonly key?: string | undefined;
  readonly json?: boolean | undefined;
}

const flagsOfAction: Readonly<Record<string, readonly (keyof RelayValues)[]>> = {
  list: ['json'],
  add: ['service', 'server', 'url', 'backup', 'feed', 'while-gone', 'off', 'key-file'],
  remove: [],
  test: ['test-backup', 'json'],
};

/** Reads `--relay NAME|URL …`; null without any, empty for `--relay none`. Throws UsageError, which repeats no value. */
export function parseRelays({ relay: asked }: RelayValues, command: string): readonly RelayChoice[] | null {
  if (asked === undefined) return null;
  const texts = asked.map((text) => text.trim());
  if (texts.length === 1 && texts[0] === 'none') return [];
  if (texts.includes('none')) throw new UsageError('Expected --relay none by itself', command);
  return texts.map((text) => choiceOf(text, command));
}

/** Reads `headwater relays …`. Throws UsageError, which never repeats a value: a key may have been typed anywhere. */
export function parseRelaysCommand(
  values: RelayValues,
  [action = 'list', relay, ...more]: readonly string[],
  dataDir: string | null,
): RelaysCommand {
  const name = 'relays';
  if (values.key !== undefined) {
    throw new UsageError(
      'Expected no --key: everybody on this computer can read command lines. Set HEADWATER_RELAY_KEY, use --key-file, or type it when asked',
      name,
    );
  }
  const allowed = Object.hasOwn(flagsOfAction, action) ? flagsOfAction[action] : undefined;
  if (allowed === undefined) throw new UsageError('Expected list, add, remove or test behind "relays"', name);
  const { json = false } = values;
  for (const flag of [...relaysFlagNames, 'json'] as const) {
    if (values[flag] !== undefined && !allowed.includes(flag)) {
      throw new UsageError(`Expected no --${flag} with "relays ${action}"`, name);
    }
  }
  if (action === 'list') {
    if (relay !== undefined) throw new UsageError('Expected only options behind "relays list"', name);
    return { name, dataDir, action, json };
  }
  if (relay === undefined || relay.trim() === '') {
    throw new UsageError(`Expected the name of a relay behind "relays ${action}"`, name);
  }
  if (more.length > 0)
    throw new UsageError(`Expected one name behind "relays ${action}", in quotes if it has spaces`, name);
  if (action === 'remove') return { name, dataDir, action, relay: relay.trim() };
  if (action === 'test') {
    return { name, dataDir, action, relay: choiceOf(relay, name), backup: values['test-backup'] === true, json };
  }
  return { name, dataDir, action: 'add', relay: relay.trim(), ...addition(values) };
}

function addition(values: RelayValues) {
  const { service, server = null, url = null, backup = null, off, feed = 'auto' } = values;
  const known = relayServices.find((each) => each === service?.trim().toLowerCase());
  if (service !== undefined && known === undefined) {
    throw new UsageError(`Expected --service to be one of ${relayServices.join(', ')}`, 'relays');
  }
  if (known === undefined && url === null) {
    throw new UsageError('Expected --service with the name of a service, or --url with its address', 'relays');
  }
  if (server !== null && url !== null) throw new UsageError('Expected either --server or --url, got both', 'relays');
  if (!relayConfigSchema.shape.feed.safeParse(feed).success) {
    throw new UsageError('Expected --feed to be auto, source, or the name of a rung like 720p', 'relays');
  }
  const gone = whileSourceIsGoneSchema.safeParse(values['while-gone']);
  if (values['while-gone'] !== undefined && !gone.success) {
    throw new UsageError('Expected --while-gone to be hold or hang-up', 'relays');
  }
  const keyFile = values['key-file'] ?? null;
  if (keyFile?.trim() === '') throw new UsageError('Expected a value after --key-file', 'relays');
  return {
    service: known ?? null,
    server,
    url,
    backupUrl: backup,
    feed,
    whileSourceIsGone: gone.data ?? null,
    isEnabled: off !== true,
    keyFile,
  };
}

function choiceOf(text: string, command: string): RelayChoice {
  const clean = text.trim();
  if (/^(rtmps?|srt):\/\//i.test(clean)) return { kind: 'url', url: clean };
  if (clean === '' || clean.includes('://')) {
    throw new UsageError('Expected the name of a saved relay, or an rtmp://, rtmps:// or srt:// address', command);
  }
  return { kind: 'saved', name: clean };
}
