import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { destinationConfigSchema, providerIds, type DestinationConfig } from '../../../shared/destinations.js';
import { AppError } from '../../../shared/errors.js';
import { providerProfile } from '../profiles/provider-profiles.js';
import { resolveTarget } from './resolve-target.js';

const credentials = { accessKeyId: 'AKID', secretAccessKey: 'secret', sessionToken: null };

function config(given: Partial<DestinationConfig>): DestinationConfig {
  return destinationConfigSchema.parse({
    name: 'Mine',
    provider: 'generic',
    endpoint: null,
    region: null,
    bucket: 'show',
    prefix: '',
    publicUrl: null,
    pathStyle: null,
    ...given,
  });
}

function resolve(given: Partial<DestinationConfig>) {
  const { endpoint, region, pathStyle, publicUrl } = resolveTarget(config(given), credentials);
  return { endpoint, region, pathStyle, publicUrl };
}

function failure(given: Partial<DestinationConfig>): AppError {
  try {
    resolve(given);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('Expected destination.invalid');
}

describe('resolveTarget', () => {
  test('derives everything from the region', () => {
    expect(resolve({ provider: 'aws', region: 'eu-west-1' })).toEqual({
      endpoint: 'https://s3.eu-west-1.amazonaws.com',
      region: 'eu-west-1',
      pathStyle: false,
      publicUrl: 'https://show.s3.eu-west-1.amazonaws.com',
    });
    expect(resolve({ provider: 'spaces', region: 'fra1' }).publicUrl).toBe('https://show.fra1.digitaloceanspaces.com');
    expect(resolve({ provider: 'gcs' })).toMatchObject({ endpoint: 'https://storage.googleapis.com', region: 'auto' });
    expect(resolve({ provider: 'tigris' }).publicUrl).toBe('https://show.t3.tigrisfiles.io');
  });

  test('what the creator says comes first', () => {
    const publicUrl = 'https://live.example.com';
    const target = resolve({ provider: 'ceph', endpoint: 'http://10.0.0.5:7480/', publicUrl, pathStyle: false });
    expect(target).toEqual({ endpoint: 'http://10.0.0.5:7480', region: 'us-east-1', pathStyle: false, publicUrl });
  });

  test("a server of one's own is read where it is written", () => {
    expect(resolve({ endpoint: 'http://127.0.0.1:7480' }).publicUrl).toBe('http://127.0.0.1:7480/show');
    // behind a proxy or an emulator of AWS: amazonaws.com has nothing of it
    expect(resolve({ provider: 'aws', region: 'us-east-1', endpoint: 'http://127.0.0.1:9' }).publicUrl).toBe(
      'http://127.0.0.1:9/show',
    );
  });

  test('a bucket with dots in its name has no certificate of its own', () => {
    expect(resolve({ provider: 'aws', region: 'eu-west-1', bucket: 'my.show' }).publicUrl).toBe(
      'https://s3.eu-west-1.amazonaws.com/my.show',
    );
  });

  test('reads the region out of an address', () => {
    expect(resolve({ provider: 'b2', endpoint: 'https://s3.us-west-004.backblazeb2.com' })).toMatchObject({
      region: 'us-west-004',
      publicUrl: 'https://show.s3.us-west-004.backblazeb2.com',
    });
    expect(resolve({ provider: 'spaces', endpoint: 'https://fra1.digitaloceanspaces.com' }).region).toBe('fra1');
    expect(resolve({ endpoint: 'https://s3.example.com' }).region).toBe('us-east-1');
  });

  test('nobody can know where R2 serves viewers', () => {
    expect(resolve({ provider: 'r2', endpoint: 'https://abc.r2.cloudflarestorage.com', region: 'weur' })).toMatchObject(
      {
        region: 'auto',
        publicUrl: null,
      },
    );
  });

  test.each([
    [{ provider: 'r2' }, 'endpoint'],
    [{ provider: 'generic' }, 'endpoint'],
    [{ provider: 'aws' }, 'region'],
    [{ endpoint: 'https://s3.example.com/show' }, 'endpoint'],
    [{ endpoint: 'https://show.s3.example.com' }, 'endpoint'],
  ] as const)('says what is missing: %j', (given, field) => {
    const error = failure(given);
    expect([error.code, error.details['field']]).toEqual(['destination.invalid', field]);
    expect(error.details['why']).toMatch(/for example/);
  });

  test('a service may live below a path, and on a host that begins like the bucket', () => {
    expect(resolve({ endpoint: 'https://x.example.com/storage/v1/s3' }).publicUrl).toBe(
      'https://x.example.com/storage/v1/s3/show',
    );
    expect(resolve({ endpoint: 'https://show.example.com' }).endpoint).toBe('https://show.example.com');
  });

  test('leaves no gap in any form', () => {
    const region = fc.stringMatching(/^[a-z]{2}-[a-z]{4}-\d$/);
    fc.assert(
      fc.property(fc.constantFrom(...providerIds), region, (provider, name) => {
        const endpoint = providerProfile(provider).endpointForm === null ? 'https://s3.example.com' : null;
        const target = resolveTarget(config({ provider, region: name, endpoint }), credentials);
        expect(`${target.endpoint} ${target.publicUrl ?? ''}`).not.toMatch(/[{}]/);
        expect(URL.canParse(target.endpoint)).toBe(true);
      }),
    );
  });
});
