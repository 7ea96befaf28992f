import type { ProviderInfo, Standing } from '../../../shared/destinations.js';
import { formatMoney, formatNumber } from '../../ui/format.js';

/** One thing that Headwater knows about a provider. */
export interface ProviderFact {
  readonly term: string;
  readonly words: string;
}

const standings: Record<Standing, string> = {
  tried: 'Tried on a real server of this kind.',
  emulated: 'Tried on a server that imitates what is known of it, not at the provider itself.',
  documented: 'By its documentation, not tried.',
};

/** What Headwater knows about a provider and does there, as people read it. */
export function providerFacts(info: ProviderInfo): ProviderFact[] {
  const { traits, standing, endpointExample, publicUrlExample } = info;
  const { publicBy, canPutPolicy, canPutCors, conditionalPut, deletes, minKeyIntervalMs } = traits;
  const policy = canPutPolicy
    ? 'A bucket policy; the bucket test can set it.'
    : 'A bucket policy, set at the provider.';
  const readable = {
    acl: 'An ACL with each file (public-read).',
    policy,
    console: 'A switch at the provider; no ACLs are sent.',
  };
  const deleting = {
    multi: 'Up to 1,000 files at once.',
    'multi-md5': 'Up to 1,000 files at once, with a Content-MD5.',
    single: 'One file at a time.',
  };
  return [
    { term: 'How sure this is', words: standings[standing] },
    { term: 'Endpoint', words: traits.endpointForm ?? `You enter it, like ${endpointExample}` },
    {
      term: 'Bucket’s name',
      words: traits.pathStyle ? 'In the path (…/bucket/file).' : 'In the host name (bucket.…).',
    },
    { term: 'Region', words: regionWords(info) },
    {
      term: 'Checksums',
      words:
        traits.checksums === 'when-supported'
          ? 'A CRC32 with each file.'
          : 'Only where a request must have one: the newer CRC32 is refused by some servers.',
    },
    { term: 'Viewers may read by', words: readable[publicBy] },
    {
      term: 'CORS rules',
      words: canPutCors ? 'The bucket test can set them.' : 'Set at the provider, where they are needed.',
    },
    { term: 'Writes of one file', words: `At most one in ${formatNumber(minKeyIntervalMs / 1000)} s.` },
    {
      term: 'Two studios',
      words: conditionalPut
        ? 'Conditional writes keep them apart, where the server really knows them.'
        : 'Kept apart without conditional writes: taking a channel over takes some seconds longer.',
    },
    { term: 'Deleting', words: deleting[deletes] },
    { term: 'Public address', words: traits.publicUrlForm ?? `You enter it, like ${publicUrlExample}` },
    { term: 'List prices', words: priceWords(info) },
  ];
}

function regionWords({ asks, traits: { signingRegion } }: ProviderInfo): string {
  if (asks.region === 'fixed') return `Always “${signingRegion}”.`;
  return asks.region === 'required'
    ? 'You pick it: it is part of the address.'
    : `“${signingRegion}”, unless you enter another.`;
}

function priceWords({ traits: { prices } }: ProviderInfo): string {
  if (prices === null) return 'Not known.';
  const { perThousandPuts, perThousandGets, perGbMonthStored, perGbEgress, asOf } = prices;
  const per = (dollars: number, what: string): string =>
    dollars === 0 ? `${what}: free` : `${what}: ${formatMoney(dollars)}`;
  const parts = [
    per(perThousandPuts * 1000, 'a million writes'),
    per(perThousandGets * 1000, 'a million reads'),
    per(perGbMonthStored * 1000, '1 TB kept for a month'),
    per(perGbEgress * 1000, '1 TB to viewers'),
  ];
  const text = parts.join(' · ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)} (list of ${asOf}).`;
}
