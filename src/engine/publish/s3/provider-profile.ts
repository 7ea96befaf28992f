import type { ProviderId, ProviderInfo } from '../../../shared/destinations.js';

/** List prices in US dollars; null: unknown. */
export interface ProviderPrices {
  /** Per 1,000 writes (PUT, POST, LIST). */
  readonly perThousandPuts: number;
  /** Per 1,000 reads (GET, HEAD). */
  readonly perThousandGets: number;
  readonly perGbMonthStored: number;
  /** Per GB that viewers download straight from the bucket. */
  readonly perGbEgress: number;
  /** Date of the price list, ISO. */
  readonly asOf: string;
}

/** What is particular about a provider. Source of each row: docs/providers.md. */
export interface ProviderProfile {
  readonly id: ProviderId;
  readonly info: Omit<ProviderInfo, 'traits'>;
  /** `{region}` and `{bucket}` are filled in; null: the creator must type it. */
  readonly endpointForm: string | null;
  /** URL of the bucket's root for viewers; `{region}`, `{bucket}`, `{endpoint}` are filled in; null: cannot be known. */
  readonly publicUrlForm: string | null;
  /** The region to sign with when none is given. */
  readonly signingRegion: string;
  readonly pathStyle: boolean;
  /** `when-required`: no CRC trailers (FACTS: R2, B2, GCS, older MinIO and Ceph refuse them). */
  readonly checksums: 'when-required' | 'when-supported';
  /** How objects become readable for everybody. `acl`: `x-amz-acl: public-read` on each; `policy`: a bucket policy;
   * `console`: a switch at the provider. */
  readonly publicBy: 'acl' | 'policy' | 'console';
  /** `multi`: DeleteObjects; `multi-md5`: with Content-MD5; `single`: one by one. */
  readonly deletes: 'multi' | 'multi-md5' | 'single';
  readonly conditionalPut: boolean;
  /** Writes of one key must lie this far apart, milliseconds. */
  readonly minKeyIntervalMs: number;
  /** Where the bucket's CORS can be set by API. */
  readonly canPutCors: boolean;
  readonly canPutPolicy: boolean;
  readonly prices: ProviderPrices | null;
}
