import { AppError } from '../../shared/errors.js';
import type { RelayConfig, RelayKeys } from '../../shared/relays.js';
import type { RelayAssignment } from './relay-runner-api.js';

/**
 * What the runner needs of a relay, but for its feed and the number of its start. The backup gets the same key where it has none of its own. Throws
 * `relay.no-key`: only an SRT server may ask for none.
 */
export function relayAssignment(
  id: string,
  config: RelayConfig,
  keys: RelayKeys,
): Omit<RelayAssignment, 'feedId' | 'startNumber'> {
  const { name, service, url, backupUrl, whileSourceIsGone } = config;
  if (keys.key === null && service !== 'srt') {
    throw relayKeyMissing(id, name);
  }
  const key = keys.key ?? '';
  return {
    id,
    primary: { url, key },
    backup: backupUrl === null ? null : { url: backupUrl, key: keys.backupKey ?? key },
    passphrase: keys.passphrase,
    whileSourceIsGone,
    // a service that makes renditions of its own ties a show to its first configuration (assumed of all, tried with none)
    reconnectOnNewConfig: service !== 'rtmp' && service !== 'srt',
  };
}

/** The error for a relay without the key that its service wants. */
export function relayKeyMissing(id: string, name: string): AppError {
  return new AppError('relay.no-key', `Expected the key of relay ${id}, got none`, { details: { name, field: 'key' } });
}
