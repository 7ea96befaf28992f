import { expect, test } from 'vitest';
import type { SceneSource } from '../../../shared/scenes/scene-source.js';
import type { StudioMediaState } from '../../media/studio-media.js';
import { isQuiet, isSharing } from './is-quiet.js';

const source = (id: string, type: string) => ({ id, kind: { type } }) as SceneSource;
const collection = { sources: [source('screen', 'display'), source('face', 'camera')] };
const media = (feed: string, captured: Record<string, string>) =>
  ({
    feed: { status: feed },
    captures: new Map(Object.entries(captured).map(([id, status]) => [id, { status }])),
  }) as unknown as Pick<StudioMediaState, 'feed' | 'captures'>;

test('is quiet while viewers see a screen, and only then', () => {
  expect(isQuiet(collection, media('sending', { screen: 'live', face: 'live' }))).toBe(true);
  expect(isQuiet(collection, media('reconnecting', { screen: 'frozen' }))).toBe(true);
  expect(isQuiet(collection, media('off', { screen: 'live' }))).toBe(false);
  expect(isQuiet(collection, media('sending', { face: 'live' }))).toBe(false);
  expect(isQuiet(collection, media('sending', { screen: 'gone' }))).toBe(false);
  expect(isQuiet(null, media('sending', { screen: 'live' }))).toBe(false);
});

test('a screen is shared as long as it is captured, whether it is sent or not', () => {
  const shared = (captured: Record<string, string>) => isSharing(collection, media('off', captured).captures);
  expect(shared({ screen: 'live' })).toBe(true);
  expect(shared({ screen: 'frozen', face: 'live' })).toBe(true);
  expect(shared({ screen: 'gone', face: 'live' })).toBe(false);
  expect(shared({})).toBe(false);
});
