import { providerIds, providerTraitsSchema, type ProviderId, type ProviderInfo } from '../../../shared/destinations.js';
import type { ProviderProfile } from '../s3/provider-profile.js';
import { aws } from './aws.js';
import { b2 } from './b2.js';
import { ceph } from './ceph.js';
import { gcs } from './gcs.js';
import { generic } from './generic.js';
import { minio } from './minio.js';
import { r2 } from './r2.js';
import { spaces } from './spaces.js';
import { tigris } from './tigris.js';
import { wasabi } from './wasabi.js';

const profiles: Readonly<Record<ProviderId, ProviderProfile>> = {
  aws,
  r2,
  b2,
  tigris,
  minio,
  ceph,
  spaces,
  wasabi,
  gcs,
  generic,
};

/** What is particular about a provider. */
export function providerProfile(id: ProviderId): ProviderProfile {
  return profiles[id];
}

/** All providers for the form, in the order in which it offers them. */
export function providerInfos(): ProviderInfo[] {
  return providerIds.map((id) => ({ ...profiles[id].info, traits: providerTraitsSchema.parse(profiles[id]) }));
}
