import { expect, it } from 'vitest';
import type { Publication, PublicationStatus } from '../shared/publication.js';
import { TakeOverLine } from './take-over-line.js';

const publication = (status: PublicationStatus): Publication => ({
  broadcastId: '20260101-000000-abcdefgh',
  destinationId: 'd1',
  destinationName: 'Stage',
  status,
  reason: null,
  objects: 0,
  bytes: 0,
  backlogObjects: 0,
  backlogBytes: 0,
  retries: 0,
  lagSeconds: null,
  uploadBitrate: null,
  deferred: [],
  isVerified: false,
  cost: null,
  holder: null,
});

it('tells a fresh address once for each time that the channel is held', () => {
  const told: string[] = [];
  let made = 0;
  const line = new TakeOverLine(
    (text) => told.push(text),
    () => `http://127.0.0.1:8089/#token=${(made += 1)}`,
  );
  line.look(null);
  for (const status of ['starting', 'held', 'held', 'live', 'held'] as const) line.look(publication(status));
  const addresses = [1, 2].map((token) => `Take it over here: http://127.0.0.1:8089/#token=${token}`);
  expect(told).toEqual(addresses);
  expect(made).toBe(2);
});
