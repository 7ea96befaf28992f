import { relayConfigSchema, relayKeysSchema, type RelayConfig, type RelayKeys } from '../../shared/relays.js';
import { AppError } from '../../shared/errors.js';
import { folderCount, holdsKeyLikeFolder } from '../../shared/relay-url.js';
import { servicePreset } from './presets/service-presets.js';
import type { RelayRow } from './relay-table.js';

/** What `--relay` takes for something else. */
const reservedNames = ['none'];

/**
 * A relay that may be saved beside `others` (those that are saved, without itself), parsed. Throws `relay.invalid` with
 * `details.field` and `details.why`, which never repeat a value: a key may have been pasted into any field.
 */
export function checkRelay(
  config: RelayConfig,
  keys: RelayKeys,
  others: readonly RelayRow[],
): { readonly config: RelayConfig; readonly keys: RelayKeys } {
  const parsed = relayConfigSchema.safeParse(config);
  if (!parsed.success) throw unfit(parsed.error.issues[0], 'config');
  const { name, service, url, backupUrl } = parsed.data;
  const secrets = relayKeysSchema.safeParse(keys);
  if (!secrets.success) throw unfit(secrets.error.issues[0], 'key');
  if (reservedNames.includes(foldName(name)) || name.includes('://')) {
    throw invalidRelay('name', 'this name means something else on the command line');
  }
  if (others.some((other) => foldName(other.config.name) === foldName(name))) {
    throw invalidRelay('name', 'another relay has this name');
  }
  for (const [field, address] of [
    ['url', url],
    ['backupUrl', backupUrl],
  ] as const) {
    if (address === null) continue;
    const isSrt = /^srt:/i.test(address);
    if (isSrt !== (service === 'srt')) {
      throw invalidRelay(field, isSrt ? 'an srt:// address needs the service SRT' : 'SRT needs an srt:// address');
    }
    if (servicePreset(service).needsTls && !/^rtmps:/i.test(address)) {
      throw invalidRelay(field, `${servicePreset(service).label} takes encrypted connections only: rtmps://`);
    }
    if (holdsKeyLikeFolder(address)) throw invalidRelay(field, 'the stream key goes into its own field only');
    const secret = [secrets.data.key, secrets.data.backupKey, secrets.data.passphrase];
    if (secret.some((each) => each !== null && each.length >= 4 && hasPart(address, each))) {
      throw invalidRelay(field, 'the stream key goes into its own field only');
    }
  }
  if (backupUrl !== null && secrets.data.backupKey === null && folderCount(backupUrl) > folderCount(url)) {
    throw invalidRelay(
      'backupUrl',
      'it has a folder more than the server: a key goes into the field for the backup’s key',
    );
  }
  if (service !== 'srt' && secrets.data.passphrase !== null) {
    throw invalidRelay('passphrase', 'only SRT has a passphrase');
  }
  return { config: parsed.data, keys: secrets.data };
}

/** Names that people take for the same are the same. */
export function foldName(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase();
}

/** The error for a relay that cannot be saved or used. */
export function invalidRelay(field: string, why: string): AppError {
  return new AppError('relay.invalid', `Expected a relay that can be used, got: ${why}`, { details: { field, why } });
}

/** True when the key is one of the address's folders: an application may be called like a part of it. */
function hasPart(address: string, key: string): boolean {
  return `${address}/`.includes(`/${key}/`) || address.includes(`=${key}`);
}

function unfit(
  issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined,
  otherwise: string,
) {
  return invalidRelay(String(issue?.path[0] ?? otherwise), issue?.message ?? 'not valid');
}
