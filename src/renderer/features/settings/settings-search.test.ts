import { expect, test } from 'vitest';
import { isFound } from './settings-search.js';

test('every word that is looked for stands in what a setting says, in any order and case', () => {
  const texts = ['Port for viewers', 'Part of every link to this computer'];
  expect(['', '  ', 'port', 'LINK port', 'view comp'].map((query) => isFound(query, texts))).toEqual(
    Array.from({ length: 5 }, () => true),
  );
  expect(['ports', 'port encoder'].map((query) => isFound(query, texts))).toEqual([false, false]);
});
