import { expect, test } from 'vitest';
import { countingIds, emptyCollection } from '../sample-collection.test-support.js';
import { addSource } from './add-source.js';
import { hugText } from './hug-text.js';
import { setBox } from './move-items.js';
import { rotateItems } from './rotate-items.js';

const style = {
  font: 'Inter',
  sizePx: 50,
  weight: 400,
  isItalic: false,
  colour: '#ffffff',
  align: 'left',
  outline: { colour: '#000000', widthPx: 0 },
  background: null,
} as const;

function withText() {
  const kind = { type: 'text', text: 'Hi', scroll: { x: 0, y: 0 }, ...style } as const;
  const added = addSource(emptyCollection(), { sceneId: 'main', name: 'Text', kind }, countingIds());
  // seen at twice its size
  return setBox(added.collection, 'id-2', { x: 100, y: 200, width: 200, height: 100 });
}

const from = { width: 100, height: 50 };
const to = { width: 300, height: 100 };
const boxOf = (collection: ReturnType<typeof withText>) => collection.scenes[0]?.items[0]?.box;

test.each([
  ['left', 100],
  ['centre', -100],
  ['right', -300],
] as const)('letters keep their size, and the text its %s', (align, x) => {
  expect(boxOf(hugText(withText(), 'id-1', from, to, align))).toEqual({ x, y: 200, width: 600, height: 200 });
});

test('a turned text keeps its middle; one that fills its box otherwise is left alone', () => {
  const turned = rotateItems(withText(), ['id-2'], 30);
  expect(boxOf(hugText(turned, 'id-1', from, to, 'left'))).toEqual({ x: -100, y: 150, width: 600, height: 200 });
  const text = withText();
  expect(hugText(text, 'id-1', from, from, 'left')).toBe(text);
  expect(hugText(text, 'other', from, to, 'left')).toBe(text);
});
