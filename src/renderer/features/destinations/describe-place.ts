import type { Destination, ProviderInfo } from '../../../shared/destinations.js';

/** A destination in a few words for people. */
export interface PlaceWords {
  /** `Cloudflare R2 · bucket/folder` */
  readonly place: string;
  /** Host that viewers see in the link; null where it is made by the provider's rules. */
  readonly host: string | null;
}

/** Where a destination is. A provider of a newer engine is called by its id. */
export function describePlace({ config }: Destination, providers: readonly ProviderInfo[]): PlaceWords {
  const provider = providers.find(({ id }) => id === config.provider)?.label ?? config.provider;
  const folder = [config.bucket, config.prefix].filter((part) => part !== '').join('/');
  const host = config.publicUrl === null || !URL.canParse(config.publicUrl) ? null : new URL(config.publicUrl).host;
  return { place: `${provider} · ${folder}`, host };
}
