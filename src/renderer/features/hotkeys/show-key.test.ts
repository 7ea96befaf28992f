import { expect, test } from 'vitest';
import { sampleBroadcast } from '../golive/sample-broadcast.test-support.js';
import { showKey } from './show-key.js';

const broadcast = sampleBroadcast();
const live = { kind: 'live', purpose: 'live', broadcast } as const;
const leaving = { kind: 'leaving', purpose: 'record', broadcast, atMs: 5_000 } as const;

test('a key ends what it begins, and nothing else', () => {
  expect(showKey(live, 'live')).toEqual({ does: 'ask-end' });
  expect(showKey(live, 'record')).toEqual({ does: 'other', on: 'live' });
  expect(showKey({ ...live, kind: 'interrupted' }, 'record')).toEqual({ does: 'other', on: 'live' });
  expect(showKey({ ...live, purpose: 'rehearse' }, 'live')).toEqual({ does: 'other', on: 'rehearse' });
  expect(showKey(leaving, 'record')).toEqual({ does: 'undo-end' });
  expect(showKey(leaving, 'live')).toEqual({ does: 'other', on: 'record' });
  const broken = { ...live, kind: 'broken', showId: 'a' } as const;
  expect([showKey(broken, 'live'), showKey(broken, 'record')]).toEqual([
    { does: 'resume' },
    { does: 'other', on: 'live' },
  ]);
  expect(showKey({ kind: 'off' }, 'record')).toEqual({ does: 'begin' });
  expect(showKey({ kind: 'ending' }, 'live')).toEqual({ does: 'nothing' });
});
