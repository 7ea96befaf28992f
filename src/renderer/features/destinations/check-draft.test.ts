import fc from 'fast-check';
import { expect, test } from 'vitest';
import { destinationConfigSchema, type ProviderInfo } from '../../../shared/destinations.js';
import { checkDraft } from './check-draft.js';
import { draftOf, emptyDraft, placeOf, suggestedName, withPlace } from './destination-draft.js';

const provider = (more: Partial<ProviderInfo> = {}): ProviderInfo => ({
  id: 'r2',
  label: 'Cloudflare R2',
  standing: 'emulated',
  asks: { endpoint: 'required', region: 'fixed', publicUrl: 'required' },
  defaultRegion: 'auto',
  regions: [],
  endpointExample: 'https://id.r2.cloudflarestorage.com',
  publicUrlExample: 'https://video.example.com',
  keyLabels: { accessKeyId: 'Access Key ID', secretAccessKey: 'Secret Access Key' },
  guide: [],
  traits: {
    endpointForm: null,
    publicUrlForm: null,
    signingRegion: 'auto',
    pathStyle: true,
    checksums: 'when-required',
    publicBy: 'console',
    deletes: 'multi-md5',
    conditionalPut: true,
    minKeyIntervalMs: 1_100,
    canPutCors: true,
    canPutPolicy: false,
    prices: null,
  },
  ...more,
});
const r2 = provider();
const aws = provider({
  id: 'aws',
  label: 'Amazon S3',
  asks: { endpoint: 'derived', region: 'required', publicUrl: 'derived' },
  defaultRegion: null,
});

test('an empty form says of each field that is needed what to enter', () => {
  const { config, problems } = checkDraft(emptyDraft('r2'), r2, []);
  expect(config).toBeNull();
  expect(Object.keys(problems).toSorted()).toEqual(['bucket', 'endpoint', 'publicUrl']);
  expect(checkDraft(emptyDraft('aws'), aws, []).problems).toEqual({
    bucket: 'Enter the bucket’s name.',
    region: 'Pick the region of the bucket.',
  });
});

test('what is typed for one provider is not sent to another, and is there again on return', () => {
  const typed = withPlace({ ...emptyDraft('r2'), bucket: 'show' }, r2, { endpoint: 'https://a.example' });
  const other = { ...withPlace({ ...typed, provider: 'aws' as const }, aws, { region: 'eu-west-1' }) };
  expect(checkDraft(other, aws, [])).toMatchObject({
    config: { endpoint: null, region: 'eu-west-1', provider: 'aws' },
  });
  expect(placeOf(other, r2).endpoint).toBe('https://a.example');
});

test('a fixed region is never sent; a suggested name is one that is free', () => {
  const draft = withPlace({ ...emptyDraft('r2'), bucket: 'show' }, r2, {
    endpoint: 'https://a.example/',
    region: 'us-east-1',
    publicUrl: 'https://b.example',
  });
  const { config } = checkDraft(draft, r2, ['Cloudflare R2']);
  expect(config).toMatchObject({ region: null, name: 'Cloudflare R2 2', endpoint: 'https://a.example' });
  expect(suggestedName(r2, ['Cloudflare R2', 'Cloudflare R2 2'])).toBe('Cloudflare R2 3');
  expect(checkDraft({ ...draft, name: ' mine ' }, r2, ['mine']).problems).toHaveProperty('name');
});

test('whatever is typed, there is either a config that the schema takes, or words at a field', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ minLength: 2000, maxLength: 2500 }),
    fc.constantFrom(
      '',
      ' ',
      '..',
      'a/../b',
      'http://x',
      'https://u:p@x',
      'ftp://x',
      'my-bucket',
      'eu-west-1',
      '\u0000',
    ),
  );
  fc.assert(
    fc.property(
      fc.record({ name: fc.option(text), bucket: text, prefix: text }),
      fc.record({ endpoint: text, region: text, publicUrl: text, pathStyle: fc.option(fc.boolean()) }),
      fc.constantFrom(r2, aws),
      (plain, place, info) => {
        const checked = checkDraft({ ...plain, provider: info.id, places: { [info.id]: place } }, info, []);
        if (checked.config === null) {
          expect(Object.keys(checked.problems)).not.toEqual([]);
          expect(Object.values(checked.problems).join(' ')).not.toMatch(/Expected|Invalid|undefined|null/);
        } else {
          expect(destinationConfigSchema.parse(checked.config)).toEqual(checked.config);
          // What was saved and is opened again is valid as it is.
          expect(checkDraft(draftOf(checked.config), info, []).config).toEqual(checked.config);
        }
      },
    ),
  );
});
