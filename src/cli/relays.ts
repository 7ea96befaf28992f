import { join } from 'node:path';
import { lockDataDir } from '../engine/database/data-dir-lock.js';
import { openDatabase } from '../engine/database/open-database.js';
import { servicePreset } from '../engine/relay/presets/service-presets.js';
import type { SqliteRelayStore } from '../engine/relay/sqlite-relay-store.js';
import { AppError, assertNever } from '../shared/errors.js';
import { relayServiceOf, relayUrlSchema, splitBackupUrl, splitRelayUrl } from '../shared/relay-url.js';
import { UsageError, type RelaysCommand, type RelayToAdd } from './command.js';
import { dataDir } from './places.js';
import { relayLines } from './relay-lines.js';
import { envText, relaySecrets } from './relay-secrets.js';
import { testSavedRelay } from './relay-test.js';
import { findRelay, relayStore, withSavedRelays } from './saved-relays.js';
import { INTERRUPTED, type CliContext } from './session.js';

/**
 * `headwater relays`: shows, adds, removes and tests saved relays without an engine. Adding and removing want the data
 * folder for themselves; the studio does both while it runs. Answers the exit status. Throws UsageError, AppError.
 */
export async function relays(command: RelaysCommand, context: CliContext): Promise<number> {
  const folder = dataDir(command.dataDir, context.around);
  switch (command.action) {
    case 'list': {
      const list = await withSavedRelays(folder, context.around, (store) => store.list());
      if (command.json) context.print(JSON.stringify(list));
      else for (const line of relayLines(list)) context.print(line);
      return 0;
    }
    case 'add':
      return add(command, folder, context);
    case 'remove':
      return holding(folder, context, async (store) => {
        const { id, config } = findRelay(store, command.relay);
        await store.remove(id);
        context.tell(`Removed ${config.name} and its key.`);
        return 0;
      });
    case 'test':
      return testSavedRelay(command, folder, context);
    default:
      return assertNever(command);
  }
}

async function add(command: RelayToAdd, folder: string, context: CliContext): Promise<number> {
  const service = command.service ?? relayServiceOf(command.url ?? '');
  const preset = servicePreset(service);
  const server = serverOf(command, service);
  const pasted = splitRelayUrl(command.url ?? server?.url ?? '', { hasKey: hasOwnKey(command, context) });
  const hasBackupKey = envText(context.around.env, 'HEADWATER_RELAY_BACKUP_KEY') !== null;
  const backup = splitBackupUrl(command.backupUrl ?? '', pasted.url, hasBackupKey);
  const url = relayUrlSchema.safeParse(pasted.url);
  if (!url.success) throw new UsageError(`--url: ${url.error.issues[0]?.message ?? 'not valid'}`, 'relays');
  if (pasted.key !== null || pasted.passphrase !== null || backup.key !== null) {
    context.tell(
      'The key stands in the command line, where everybody on this computer can read it. Better: HEADWATER_RELAY_KEY.',
    );
  }
  const keys = await relaySecrets(
    {
      label: `${preset.keyLabel} of ${command.relay}`,
      keyFile: command.keyFile,
      pasted,
      isKeyNeeded: service !== 'srt',
    },
    context,
  );
  if (keys === null) {
    context.tell('Nothing was saved: no key was entered.');
    return INTERRUPTED;
  }
  const config = {
    name: command.relay,
    service,
    url: url.data,
    backupUrl: command.backupUrl === null ? (server?.backupUrl ?? null) : backup.url,
    isEnabled: command.isEnabled,
    feed: command.feed,
    whileSourceIsGone: command.whileSourceIsGone ?? preset.whileSourceIsGone,
  };
  return holding(folder, context, async (store) => {
    await store.save(null, config, { ...keys, backupKey: keys.backupKey ?? backup.key });
    context.tell(`Saved. To test it: headwater relays test "${config.name}"`);
    return 0;
  });
}

function hasOwnKey({ keyFile }: RelayToAdd, { around }: CliContext): boolean {
  return keyFile !== null || (around.env['HEADWATER_RELAY_KEY']?.trim() ?? '') !== '';
}

/** One of the service's own servers; null where an address is named. */
function serverOf({ server, url }: RelayToAdd, service: ReturnType<typeof relayServiceOf>) {
  if (url !== null) return null;
  const { servers, urlPlaceholder, label } = servicePreset(service);
  const found = server === null ? servers[0] : servers.find(({ id }) => id === server.trim());
  if (found !== undefined) return found;
  if (servers.length === 0) throw new UsageError(`Expected --url: ${label} has one like ${urlPlaceholder}`, 'relays');
  throw new UsageError(`Expected --server to be one of ${servers.map(({ id }) => id).join(', ')}`, 'relays');
}

/** Works on the data folder as its only user. Throws `engine.data-dir-busy`. */
async function holding(
  folder: string,
  { around }: CliContext,
  work: (store: SqliteRelayStore) => Promise<number>,
): Promise<number> {
  const lock = lockDataDir(folder);
  try {
    const database = openDatabase(join(folder, 'headwater.sqlite'));
    try {
      const store = relayStore(database, folder, around);
      await store.open();
      return await work(store);
    } catch (error) {
      // the field is an option here
      if (!(error instanceof AppError) || error.code !== 'relay.invalid') throw error;
      throw new UsageError(`The relay cannot be saved: ${String(error.details['why'])}`, 'relays');
    } finally {
      database.close();
    }
  } finally {
    lock.release();
  }
}
