import type { DestinationConfig, ProviderId, ProviderInfo } from '../../../shared/destinations.js';

/** What is asked anew when another provider is picked: one provider's endpoint is never sent to another. */
export interface DestinationPlace {
  readonly endpoint: string;
  readonly region: string;
  readonly publicUrl: string;
  readonly pathStyle: boolean | null;
}

/** The form as typed. The keys are not in it: they stay in their inputs until they are sent. */
export interface DestinationDraft {
  /** Null: not typed, so the suggested name counts. */
  readonly name: string | null;
  readonly provider: ProviderId;
  readonly bucket: string;
  readonly prefix: string;
  /** By provider, so that a look at another one loses nothing. */
  readonly places: Readonly<Partial<Record<ProviderId, DestinationPlace>>>;
}

/** An empty form. */
export function emptyDraft(provider: ProviderId): DestinationDraft {
  return { name: null, provider, bucket: '', prefix: '', places: {} };
}

/** The form of a saved destination. */
export function draftOf(config: DestinationConfig): DestinationDraft {
  const { name, provider, bucket, prefix, pathStyle } = config;
  const place = {
    endpoint: config.endpoint ?? '',
    region: config.region ?? '',
    publicUrl: config.publicUrl ?? '',
    pathStyle,
  };
  return { name, provider, bucket, prefix, places: { [provider]: place } };
}

/** What is typed for the provider that is picked. */
export function placeOf(draft: DestinationDraft, info: ProviderInfo): DestinationPlace {
  const fresh = { endpoint: '', region: info.defaultRegion ?? '', publicUrl: '', pathStyle: null };
  return draft.places[info.id] ?? fresh;
}

/** The draft with a change to what is typed for the provider that is picked. */
export function withPlace(
  draft: DestinationDraft,
  info: ProviderInfo,
  change: Partial<DestinationPlace>,
): DestinationDraft {
  return { ...draft, places: { ...draft.places, [info.id]: { ...placeOf(draft, info), ...change } } };
}

/** The provider's name, numbered when it is taken. */
export function suggestedName(info: ProviderInfo, taken: readonly string[]): string {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? info.label : `${info.label} ${count}`;
    if (!taken.includes(name)) return name;
  }
}

/** The form as a config, not checked. Empty fields are null; a region that the provider fixes is never sent. */
export function configOf(draft: DestinationDraft, info: ProviderInfo, taken: readonly string[]): DestinationConfig {
  const { endpoint, region, publicUrl, pathStyle } = placeOf(draft, info);
  return {
    name: draft.name ?? suggestedName(info, taken),
    provider: info.id,
    endpoint: emptyToNull(endpoint),
    region: info.asks.region === 'fixed' ? null : emptyToNull(region),
    bucket: draft.bucket,
    prefix: draft.prefix.trim(),
    publicUrl: emptyToNull(publicUrl),
    pathStyle,
  };
}

const emptyToNull = (text: string) => (text.trim() === '' ? null : text);
