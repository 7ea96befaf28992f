import { expect, test } from 'vitest';
import type { PublicationRow } from './publication-journal.js';
import { presentedJournal, presentedRow } from './presented-rows.js';
import { broadcastRow, segmentRow } from '../../archive/rows.test-support.js';

const ended = { status: 'ended' as const, endedAtMs: 5 };
const rows = ['publishing', 'complete', 'removing', 'removed', 'elsewhere', 'never'].map((id) =>
  broadcastRow({ id, ...ended }),
);
const publication = (broadcastId: string, state: PublicationRow['state'], destinationId = 'here'): PublicationRow => ({
  broadcastId,
  destinationId,
  channel: 'live',
  state,
  isVerified: true,
  retries: 0,
  createdAtMs: 0,
  completedAtMs: null,
  usage: { puts: 0, gets: 0, lists: 0, bytesSent: 0 },
});

test('a destination knows what is published there, and what is on its way is not over', () => {
  const states = ['publishing', 'complete', 'removing', 'removed'] as const;
  const journal = presentedJournal({
    journal: {
      broadcasts: () => rows,
      renditions: () => [],
      segments: () => [segmentRow('360p', 0)],
    },
    publications: {
      all: () => [...states.map((state) => publication(state, state)), publication('elsewhere', 'complete', 'there')],
    },
    destinationId: 'here',
    isComplete: (id) => id === 'complete',
  });
  expect(journal.broadcasts().map(({ id, status, endedAtMs }) => [id, status, endedAtMs])).toEqual([
    ['publishing', 'reconnecting', null],
    ['complete', 'ended', 5],
  ]);
  expect(journal.segments('complete', '360p')).toHaveLength(1);
});

test('only the end is held back', () => {
  const live = broadcastRow();
  expect(presentedRow(live, false)).toBe(live);
  const failed = broadcastRow({ status: 'failed' });
  expect(presentedRow(failed, false)).toBe(failed);
  expect(presentedRow(broadcastRow(ended), true)).toMatchObject(ended);
});
