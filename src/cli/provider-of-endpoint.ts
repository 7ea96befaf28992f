import type { ProviderId } from '../shared/destinations.js';

/** Domain of a provider's API endpoints → the provider. */
const domains: readonly (readonly [domain: string, provider: ProviderId])[] = [
  ['r2.cloudflarestorage.com', 'r2'],
  ['backblazeb2.com', 'b2'],
  ['digitaloceanspaces.com', 'spaces'],
  ['wasabisys.com', 'wasabi'],
  ['storage.googleapis.com', 'gcs'],
  ['tigris.dev', 'tigris'],
  ['storage.dev', 'tigris'],
  ['amazonaws.com', 'aws'],
  ['amazonaws.com.cn', 'aws'],
];

/** Recognises a provider by the host of its endpoint; `generic` for all others, and for what is no URL. */
export function providerOfEndpoint(endpoint: string): ProviderId {
  if (!URL.canParse(endpoint)) return 'generic';
  const host = new URL(endpoint).hostname.replace(/\.$/, '');
  return domains.find(([domain]) => host === domain || host.endsWith(`.${domain}`))?.[1] ?? 'generic';
}
