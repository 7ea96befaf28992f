import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SceneSource } from '../../../shared/scenes/scene-source.js';
import { SourceTable } from './source-table.js';

/** A canvas whose letters are ten pixels wide each. */
class PlainCanvas {
  readonly width: number;
  readonly height: number;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
  }

  getContext(): object {
    const nothing = (): undefined => undefined;
    const measureText = (text: string) => ({ width: text.length * 10 });
    return { measureText, scale: nothing, fillText: nothing, strokeText: nothing, fillRect: nothing };
  }

  transferToImageBitmap(): object {
    return { width: this.width, height: this.height, close: () => undefined };
  }
}
beforeEach(() => void vi.stubGlobal('OffscreenCanvas', PlainCanvas));
afterEach(() => void vi.unstubAllGlobals());

const line = (text: string, x = -100): SceneSource => ({
  ...{ id: 'line', name: 'Line', effects: { chromaKey: null, colour: null, blurPx: 0 } },
  ...{ sound: null, isHeardEverywhere: false },
  kind: {
    ...{ type: 'text', text, scroll: { x, y: 0 }, font: 'Inter', sizePx: 40, weight: 400, isItalic: false },
    ...{ colour: '#ffffff', align: 'left', outline: { colour: '#000000', widthPx: 0 }, background: null },
  },
});

function openTable() {
  const table = new SourceTable({
    told: () => undefined,
    trouble: () => undefined,
    copiesPixels: () => false,
    news: () => undefined,
  });
  const at = (ms: number) => {
    table.setTime(ms);
    const picture = table.picture('line');
    if (picture === null) throw new Error('Expected a picture');
    return { ...picture, leftPx: Math.round(picture.shift.u * (picture.size?.width ?? 0)) };
  };
  return { table, at };
}

test('a running line runs on from where it is when its text or its speed changes', () => {
  const { table, at } = openTable();
  table.setSources([line('a'.repeat(50))]);
  expect(at(1_000).leftPx).toBe(0);
  // six times around, and 188 pixels further
  expect(at(33_000).leftPx).toBe(188);
  table.setSources([line('a'.repeat(51))]);
  expect(at(33_000).leftPx).toBe(188);
  expect(at(34_000).leftPx).toBe(288);
  table.setSources([line('a'.repeat(51), 50)]);
  expect(at(34_000).leftPx).toBe(288);
  expect(at(35_000).leftPx).toBe(238);
  table.redrawText();
  expect(at(35_000).leftPx).toBe(238);
});

test('a long line is drawn at its size, and one that is too large for memory smaller', () => {
  const { table, at } = openTable();
  table.setSources([line('a'.repeat(1000))]);
  const { image, size } = at(0);
  expect([image, size]).toMatchObject([{ width: 10_002 }, { width: 10_002 }]);
  table.setSources([line(Array.from({ length: 900 }, () => 'a'.repeat(1000)).join('\n'))]);
  const large = at(0);
  expect(large.size).toMatchObject({ width: 10_002 });
  expect((large.image as ImageBitmap).width * (large.image as ImageBitmap).height).toBeLessThan(17_000_000);
});
