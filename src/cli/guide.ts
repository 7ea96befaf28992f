import type { ProviderId } from '../shared/destinations.js';
import { providerProfile } from '../engine/publish/profiles/provider-profiles.js';

/** "I have no bucket yet": how to come by one at a provider, and how to test it, line by line. */
export function guideLines(provider: ProviderId): string[] {
  const { info } = providerProfile(provider);
  const { accessKeyId, secretAccessKey } = info.keyLabels;
  const options = [
    '--to s3://BUCKET/PREFIX',
    ...(info.asks.endpoint === 'required' ? [`--endpoint ${info.endpointExample}`] : []),
    ...(info.asks.region === 'required' ? [`--region ${info.defaultRegion ?? info.regions[0] ?? 'REGION'}`] : []),
    ...(info.asks.publicUrl === 'required' ? [`--public-url ${info.publicUrlExample}`] : []),
    `--profile ${provider}`,
  ];
  return [
    `A bucket at ${info.label}:`,
    ...info.guide.map((step, index) => `  ${index + 1}. ${step}`),
    '',
    'Then test it, with the keys in the environment:',
    `  AWS_ACCESS_KEY_ID      ${accessKeyId}`,
    `  AWS_SECRET_ACCESS_KEY  ${secretAccessKey}`,
    `  headwater doctor ${options.join(' ')}`,
  ];
}
