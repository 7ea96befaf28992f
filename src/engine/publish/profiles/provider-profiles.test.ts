import { describe, expect, test } from 'vitest';
import { providerIds, providerInfoSchema } from '../../../shared/destinations.js';
import { providerInfos, providerProfile } from './provider-profiles.js';

describe.each(providerIds)('profile %s', (id) => {
  const profile = providerProfile(id);

  test('is what it is called, and fit for the state', () => {
    expect(profile.id).toBe(id);
    const info = providerInfos().find((each) => each.id === id);
    expect(providerInfoSchema.parse(info)).toEqual(info);
    expect(profile).toMatchObject(info?.traits ?? { traits: 'missing' });
    expect(profile.info.id).toBe(id);
    expect(profile.info.guide.length).toBeGreaterThan(2);
    expect(profile.info.guide.filter((step) => step.includes('\n') || step.trim() !== step)).toEqual([]);
  });

  test('asks exactly for what cannot be derived', () => {
    const { asks, regions, defaultRegion } = profile.info;
    expect(asks.endpoint).toBe(profile.endpointForm === null ? 'required' : 'derived');
    expect(asks.publicUrl).toBe(profile.publicUrlForm === null ? 'required' : 'derived');
    const forms = `${profile.endpointForm ?? ''}${profile.publicUrlForm ?? ''}`;
    expect(asks.region === 'required').toBe(forms.includes('{region}'));
    if (asks.region === 'fixed') expect(regions).toEqual([profile.signingRegion]);
    if (defaultRegion !== null && regions.length > 0) expect(regions).toContain(defaultRegion);
  });

  test('leaves time between two writes of a key, and dates its prices', () => {
    expect(profile.minKeyIntervalMs).toBeGreaterThanOrEqual(1_100);
    if (profile.prices !== null)
      expect(new Date(profile.prices.asOf).toISOString().slice(0, 10)).toBe(profile.prices.asOf);
  });
});

test('offers every provider once', () => {
  expect(providerInfos().map(({ id }) => id)).toEqual(providerIds);
});

test('sends no CRC trailers and no ACL to those that refuse them', () => {
  for (const id of ['r2', 'b2', 'gcs', 'minio', 'ceph', 'generic'] as const) {
    expect(providerProfile(id).checksums).toBe('when-required');
  }
  expect(providerIds.filter((id) => providerProfile(id).publicBy === 'acl')).toEqual(['spaces']);
});
