import { expect, test } from 'vitest';
import { sourceKindSchema } from './scene-source.js';

test('a film of a collection from before it could start over plays on as it did', () => {
  const film = { type: 'media', assetId: null, isLooped: false, isPlaying: true };
  expect(sourceKindSchema.parse(film)).toEqual({ ...film, startsOver: false });
  expect(sourceKindSchema.parse({ ...film, startsOver: true })).toMatchObject({ startsOver: true });
});
