import type { Relay, ServicePreset } from '../../../shared/relays.js';

/** A relay in a few words for people. */
export interface RelayWords {
  /** `Twitch · live-fra.twitch.tv` */
  readonly place: string;
  /** `Key •••• ab12`, read out as `Key, ends in ab12`; null where there is none, or none is known. */
  readonly key: { readonly shown: string; readonly said: string } | null;
  readonly backup: string | null;
}

/** Where a relay leads and with which key. A service of a newer engine is called by its id. */
export function describeRelay({ config, hasKey, keyHint }: Relay, presets: readonly ServicePreset[]): RelayWords {
  const service = serviceName(config.service, presets);
  const isSecretKnown = config.service === 'srt' ? keyHint !== null : hasKey;
  const tail = keyHint === null ? '' : ` ${keyHint}`;
  return {
    place: `${service} · ${hostOf(config.url)}`,
    key: isSecretKnown
      ? { shown: `•••• ${tail}`.replace(/ +/g, ' ').trim(), said: keyHint === null ? 'stored' : `ends in ${keyHint}` }
      : null,
    backup: config.backupUrl === null ? null : hostOf(config.backupUrl),
  };
}

/** A service's name in a word or two. */
export function serviceName(service: string, presets: readonly ServicePreset[]): string {
  if (service === 'rtmp') return 'RTMP';
  return presets.find((preset) => preset.service === service)?.label ?? service;
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);
