import { expect, it } from 'vitest';
import { providerInfos } from '../../../engine/publish/profiles/provider-profiles.js';
import { providerFacts } from './provider-facts-words.js';

const wordsOf = (id: string) => {
  const info = providerInfos().find((each) => each.id === id);
  if (info === undefined) throw new Error(`Expected ${id}`);
  return Object.fromEntries(providerFacts(info).map(({ term, words }) => [term, words]));
};

it.each(providerInfos().map(({ id }) => id))('has words for all that is known of %s', (id) => {
  const words = wordsOf(id);
  expect(Object.keys(words)).toHaveLength(12);
  for (const each of Object.values(words)) expect(each).not.toMatch(/undefined|null|NaN|^\W*$/);
});

it('says what differs', () => {
  expect(wordsOf('spaces')['Viewers may read by']).toContain('ACL');
  expect(wordsOf('r2')['Region']).toBe('Always “auto”.');
  expect(wordsOf('r2')['List prices']).toMatch(
    /^A million writes: \$4\.5.* · 1 TB to viewers: free \(list of 2025-09-01\)\.$/,
  );
  expect(wordsOf('aws')['Bucket’s name']).toContain('host name');
  expect(wordsOf('aws')['Checksums']).not.toBe(wordsOf('b2')['Checksums']);
  expect(wordsOf('gcs')['Deleting']).toBe('One file at a time.');
  expect(wordsOf('ceph')['List prices']).toBe('Not known.');
});
