import { relayServiceOf, type RelayService } from '../../../shared/relay-url.js';
import type { RelayConfig, ServicePreset, WhileSourceIsGone } from '../../../shared/relays.js';

/** Where a service is reached. What is typed for one service is never sent to another. */
export interface RelayPlace {
  readonly url: string;
  /** Null: the one that the preset has behind this server, if any. */
  readonly backupUrl: string | null;
}

/** The form as typed. The keys are not in it: they stay in their inputs until they are sent. */
export interface RelayDraft {
  /** Null: not typed, so the suggested name counts. */
  readonly name: string | null;
  readonly service: RelayService;
  /** By service, so that a look at another one loses nothing. */
  readonly places: Readonly<Partial<Record<RelayService, RelayPlace>>>;
  readonly isEnabled: boolean;
  /** `auto`, `source`, or a rung's name. */
  readonly feed: string;
  /** Null: what suits the service. */
  readonly whileSourceIsGone: WhileSourceIsGone | null;
}

/** An empty form. */
export function emptyDraft(service: RelayService): RelayDraft {
  return { name: null, service, places: {}, isEnabled: true, feed: 'auto', whileSourceIsGone: null };
}

/** The form of a saved relay. */
export function draftOf(config: RelayConfig): RelayDraft {
  const { name, service, url, backupUrl, isEnabled, feed, whileSourceIsGone } = config;
  const places = { [service]: { url, backupUrl: backupUrl ?? '' } };
  return { name, service, places, isEnabled, feed, whileSourceIsGone };
}

/** What is typed for the service that is picked; at first the nearest server of its list. */
export function placeOf(draft: RelayDraft, preset: ServicePreset): RelayPlace {
  return draft.places[preset.service] ?? { url: preset.servers[0]?.url ?? '', backupUrl: null };
}

/** The draft with a change to what is typed for the service that is picked. */
export function withPlace(draft: RelayDraft, preset: ServicePreset, change: Partial<RelayPlace>): RelayDraft {
  return { ...draft, places: { ...draft.places, [preset.service]: { ...placeOf(draft, preset), ...change } } };
}

/** The backup as it would be saved: what is typed, else what the preset has behind the server. Empty: none. */
export function backupOf(draft: RelayDraft, preset: ServicePreset): string {
  const { url, backupUrl } = placeOf(draft, preset);
  return backupUrl ?? preset.servers.find((server) => server.url === url.trim())?.backupUrl ?? '';
}

/** The service's name, or the server's where it is nobody known; numbered when it is taken. */
export function suggestedName(draft: RelayDraft, preset: ServicePreset, taken: readonly string[]): string {
  const base = nameOf(placeOf(draft, preset).url, preset).slice(0, 55);
  const folded = taken.map(foldName);
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? base : `${base} ${count}`;
    if (!folded.includes(foldName(name))) return name;
  }
}

/** Names that people take for the same are the same, as the engine has it. */
export function foldName(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase();
}

/** The form as a config, not checked. An empty backup is null. */
export function configOf(draft: RelayDraft, preset: ServicePreset, taken: readonly string[]): RelayConfig {
  const backupUrl = backupOf(draft, preset).trim();
  return {
    name: draft.name ?? suggestedName(draft, preset, taken),
    service: preset.service,
    url: placeOf(draft, preset).url.trim(),
    backupUrl: backupUrl === '' ? null : backupUrl,
    isEnabled: draft.isEnabled,
    feed: draft.feed,
    whileSourceIsGone: draft.whileSourceIsGone ?? preset.whileSourceIsGone,
  };
}

function nameOf(url: string, preset: ServicePreset): string {
  const isAnybody = preset.service === 'rtmp' || preset.service === 'srt';
  if (!isAnybody) return preset.label;
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  if (host !== '' && host.length <= 55 && /^[\x21-\x7e]+$/.test(host)) return host;
  return preset.service === 'srt' || relayServiceOf(url) === 'srt' ? 'SRT' : 'RTMP';
}
