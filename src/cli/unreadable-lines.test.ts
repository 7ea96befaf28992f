import { expect, it } from 'vitest';
import type { Destination } from '../shared/destinations.js';
import type { Publication } from '../shared/publication.js';
import { unreadableLines } from './unreadable-lines.js';

const publication: Publication = {
  broadcastId: '20260101-000000-abcdefgh',
  destinationId: 'main',
  destinationName: 'My bucket',
  status: 'completing',
  reason: { code: 'publish.not-public', details: { status: 403 } },
  objects: 120,
  bytes: 45_000_000,
  backlogObjects: 0,
  backlogBytes: 0,
  retries: 0,
  lagSeconds: null,
  uploadBitrate: null,
  deferred: [],
  isVerified: false,
  cost: null,
  holder: null,
};
const config: Destination['config'] = {
  name: 'My bucket',
  provider: 'generic',
  endpoint: 'http://127.0.0.1:9000',
  region: null,
  bucket: 'shows',
  prefix: '',
  publicUrl: null,
  pathStyle: null,
};
const saved: Destination = {
  id: 'main',
  config,
  isDefault: true,
  hasCredentials: true,
  keyHint: null,
  isTransient: false,
};

it('says why viewers get nothing, and points to the doctor of that destination', () => {
  const [why, what] = unreadableLines(publication, saved);
  expect(why).toMatch(/^Viewers cannot read it\. Viewers may not read from this bucket/);
  expect(what).toContain('headwater doctor --destination "My bucket".');
  expect(what).toContain('Nothing is uploaded again');
});

it('of a bucket from the command line that is the same command line', () => {
  const name = 's3://shows/tea';
  const lines = unreadableLines({ ...publication, destinationName: name }, { ...saved, isTransient: true });
  expect(lines.join(' ')).toContain('headwater doctor --to "s3://shows/tea", with the same options and keys');
});
