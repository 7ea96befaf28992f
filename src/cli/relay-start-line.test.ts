import { expect, it } from 'vitest';
import type { Relay } from '../shared/relays.js';
import type { StudioState } from '../shared/studio-state.js';
import { relayStartLine } from './relay-start-line.js';

const feed = { kind: 'source', name: 'source', bitrate: null, reason: null } as const;
const stateWith = (...names: string[]): Pick<StudioState, 'relays' | 'nextRelays'> => ({
  relays: [...names, 'Another'].map((name) => ({ id: name, config: { name } }) as Relay),
  nextRelays: names.map((relayId) => ({ relayId, feed, isAssumed: true })),
});

it('names those who go along, and nobody else', () => {
  expect(relayStartLine(stateWith())).toBeNull();
  expect(relayStartLine(stateWith('A'))).toBe('The programme is sent on to A as soon as it is there.');
  expect(relayStartLine(stateWith('A', 'B', 'C'))).toContain('sent on to A, B and C as soon');
});
