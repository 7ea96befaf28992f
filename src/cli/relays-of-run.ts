import type { RelayOfRun } from '../engine/engine-api.js';
import { servicePreset } from '../engine/relay/presets/service-presets.js';
import type { Surroundings } from '../engine/host/data-dir.js';
import { relayServiceOf, relayUrlSchema, splitRelayUrl } from '../shared/relay-url.js';
import type { RelayConfig } from '../shared/relays.js';
import { UsageError, type RelayChoice } from './command.js';
import { checkedKeys, envText } from './relay-secrets.js';

/**
 * The relays of a command line with their keys. The key of the n-th address comes from HEADWATER_RELAY_KEY_n, that of a
 * single one also from HEADWATER_RELAY_KEY (HEADWATER_RELAY_PASSPHRASE… for SRT). One inside of the address is taken as
 * well, and `tell` hears that everybody could read it. Throws UsageError, which never repeats a value.
 */
export function relaysOfRun(
  choices: readonly RelayChoice[],
  { env }: Pick<Surroundings, 'env'>,
  command: string,
  tell: (line: string) => void,
): RelayOfRun[] {
  const addresses = choices.filter(({ kind }) => kind === 'url').length;
  let index = 0;
  return choices.map((choice) => {
    if (choice.kind === 'saved') return choice;
    index += 1;
    const number = index;
    const secret = (name: string): string | null =>
      envText(env, `${name}_${number}`) ?? (addresses === 1 ? envText(env, name) : null);
    const key = secret('HEADWATER_RELAY_KEY');
    const pasted = splitRelayUrl(choice.url, { hasKey: key !== null });
    const url = relayUrlSchema.safeParse(pasted.url);
    if (!url.success) throw new UsageError(url.error.issues[0]?.message ?? 'Expected the address of a relay', command);
    if (pasted.key !== null || pasted.passphrase !== null) {
      tell(
        'The key stands in the command line, where everybody on this computer can read it. Better: HEADWATER_RELAY_KEY.',
      );
    }
    const passphrase = secret('HEADWATER_RELAY_PASSPHRASE') ?? pasted.passphrase;
    const keys = checkedKeys({ key: key ?? pasted.key, backupKey: null, passphrase }, command);
    const config = configOf(url.data);
    if (keys.key === null && config.service !== 'srt') {
      const name = addresses === 1 ? 'HEADWATER_RELAY_KEY' : `HEADWATER_RELAY_KEY_${number}`;
      throw new UsageError(`Expected the stream key of relay ${number} in ${name}`, command);
    }
    return { kind: 'url', config, keys };
  });
}

/** What is known of a relay of which there is but an address. */
function configOf(url: string): RelayConfig {
  const service = relayServiceOf(url);
  const { servers, whileSourceIsGone } = servicePreset(service);
  const { host, pathname } = new URL(url);
  return {
    name: `${host}${pathname}`.slice(0, 60),
    service,
    url,
    backupUrl: servers.find((server) => server.url === url)?.backupUrl ?? null,
    isEnabled: true,
    feed: 'auto',
    whileSourceIsGone,
  };
}
