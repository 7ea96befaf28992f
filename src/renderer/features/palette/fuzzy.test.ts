import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PaletteCommand } from './commands.js';
import { findCommands } from './find-commands.js';
import { fuzzyScore } from './fuzzy.js';

const command = (title: string, group = 'Scenes', keywords = ''): PaletteCommand => ({
  id: title,
  title,
  group,
  keywords,
  run: () => undefined,
});
const found = (typed: string, ...commands: PaletteCommand[]) => findCommands(commands, typed).map(({ title }) => title);

test('whole words come before letters in order, beginnings before middles', () => {
  const all = [command('Studio mode'), command('Undo'), command('Stop sharing'), command('Add a studio light')];
  expect(found('studio', ...all)).toEqual(['Studio mode', 'Add a studio light']);
  expect(found('sm', ...all)).toEqual(['Studio mode']);
  expect(found('', ...all)).toHaveLength(4);
  expect(found('xyz', ...all)).toEqual([]);
});

test('groups and other words find a command as well, but after names', () => {
  const safe = command('Safe area', 'Stage', 'overscan title');
  expect(found('overscan', safe)).toEqual(['Safe area']);
  expect(found('stage', safe, command('Stage left'))).toEqual(['Stage left', 'Safe area']);
});

test('no beginning of a word is taken for a letter where what follows it is wanted, too, and would not be found', () => {
  expect(found('osco', command('Studio scene one off'))).toEqual(['Studio scene one off']);
  expect(fuzzyScore('++', 'a+ +')).not.toBeNull();
});

test('any letters of a text, in their order, find it; letters that it has not never do', () => {
  const picked = fc
    .string({ minLength: 1, maxLength: 40 })
    .chain((text) => fc.tuple(fc.constant(text), fc.subarray([...text])))
    .filter(([text]) => text === text.toLowerCase());
  fc.assert(
    fc.property(picked, ([text, letters]) => {
      expect(fuzzyScore(letters.join(''), text)).not.toBeNull();
      expect(fuzzyScore(`${letters.join('')}\u{10ffff}`, text)).toBeNull();
    }),
  );
});
