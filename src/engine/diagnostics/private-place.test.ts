import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Destination, DestinationConfig } from '../../shared/destinations.js';
import { diagnosticsFolder, requirePrivatePlace } from './private-place.js';

const config = (fields: Partial<DestinationConfig> = {}): DestinationConfig => ({
  name: 'Main',
  provider: 'generic',
  endpoint: 'http://127.0.0.1:9000',
  region: null,
  bucket: 'shows',
  prefix: '',
  publicUrl: null,
  pathStyle: null,
  ...fields,
});
const published = (fields: Partial<DestinationConfig> = {}): Destination => ({
  id: 'd',
  config: config(fields),
  isDefault: true,
  hasCredentials: true,
  keyHint: null,
  isTransient: false,
});

it('refuses exactly the places whose keys lie below what viewers read', () => {
  const prefix = fc
    .array(fc.constantFrom('a', 'ab', 'diagnostics', 'ü'), { maxLength: 3 })
    .map((parts) => parts.join('/'));
  fc.assert(
    fc.property(prefix, prefix, fc.boolean(), (mine, theirs, isSameBucket) => {
      const place = config({ prefix: mine, bucket: isSameBucket ? 'shows' : 'private' });
      const folder = diagnosticsFolder(place);
      const isOpen = isSameBucket && (theirs === '' || `${folder}x.zip`.startsWith(`${theirs}/`));
      const check = (): void => requirePrivatePlace(place, [published({ prefix: theirs })]);
      if (isOpen) expect(check).toThrow(expect.objectContaining({ code: 'destination.invalid' }));
      else expect(check).not.toThrow();
    }),
  );
});

it('knows a bucket by whichever scheme it is reached, and minds nothing that cannot be used', () => {
  const https = published({ endpoint: 'https://127.0.0.1:9000' });
  expect(() => requirePrivatePlace(config({ prefix: 'mine' }), [https])).toThrow(/private place/);
  expect(() => requirePrivatePlace(config(), [published({ endpoint: 'http://127.0.0.1:9001' })])).not.toThrow();
  expect(() => requirePrivatePlace(config(), [published({ endpoint: null })])).not.toThrow();
  expect(() => requirePrivatePlace(config(), [])).not.toThrow();
});
