import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeItem } from './place-item.js';

const box = { x: 100, y: 50, width: 400, height: 200 };
const none = { left: 0, top: 0, right: 0, bottom: 0 };
const whole = { left: 0, top: 0, right: 1, bottom: 1 };
const square = { size: { width: 100, height: 100 }, isMirrored: false };

describe('fit', () => {
  test('contain: all of it, in the middle of the box', () => {
    expect(placeItem({ box, crop: none, fit: 'contain', cornerRadius: 0 }, square)).toEqual({
      rect: { x: 200, y: 50, width: 200, height: 200 },
      part: whole,
      cornerRadius: 0,
    });
  });

  test('cover: the whole box, what is too much is cut on both sides', () => {
    expect(placeItem({ box, crop: none, fit: 'cover', cornerRadius: 0 }, square)).toEqual({
      rect: box,
      part: { left: 0, top: 0.25, right: 1, bottom: 0.75 },
      cornerRadius: 0,
    });
  });

  test('stretch, and a picture without a shape, fill the box', () => {
    const filled = { rect: box, part: whole, cornerRadius: 0 };
    expect(placeItem({ box, crop: none, fit: 'stretch', cornerRadius: 0 }, square)).toEqual(filled);
    expect(placeItem({ box, crop: none, fit: 'contain', cornerRadius: 0 }, { size: null, isMirrored: false })).toEqual(
      filled,
    );
  });
});

test('what is cropped away shapes the rest', () => {
  const crop = { left: 0.5, top: 0, right: 0, bottom: 0 };
  expect(placeItem({ box, crop, fit: 'contain', cornerRadius: 0 }, square)).toMatchObject({
    rect: { x: 250, y: 50, width: 100, height: 200 },
    part: { left: 0.5, top: 0, right: 1, bottom: 1 },
  });
  const all = { left: 0.5, top: 0, right: 0.5, bottom: 0 };
  expect(placeItem({ box, crop: all, fit: 'contain', cornerRadius: 0 }, square)).toBeNull();
});

test('a mirrored picture shows the same part, turned round', () => {
  const crop = { left: 0.2, top: 0, right: 0, bottom: 0 };
  const placed = placeItem({ box, crop, fit: 'stretch', cornerRadius: 0 }, { ...square, isMirrored: true });
  expect(placed?.part).toEqual({ left: 0.8, top: 0, right: 0, bottom: 1 });
});

test('a radius is never more than half of the shorter side of what is shown', () => {
  expect(placeItem({ box, crop: none, fit: 'contain', cornerRadius: 8192 }, square)?.cornerRadius).toBe(100);
});

test('whatever is asked, what is drawn keeps its shape, lies in the box and takes nothing that was cropped', () => {
  const side = fc.double({ min: 1, max: 4000, noNaN: true });
  const share = fc.double({ min: 0, max: 0.49, noNaN: true });
  fc.assert(
    fc.property(
      ...[side, side, side, side],
      fc.record({ left: share, top: share, right: share, bottom: share }),
      fc.constantFrom('contain' as const, 'cover' as const),
      (width, height, boxWidth, boxHeight, crop, fit) => {
        const within = { x: 0, y: 0, width: boxWidth, height: boxHeight };
        const placed = placeItem(
          { box: within, crop, fit, cornerRadius: 0 },
          { size: { width, height }, isMirrored: false },
        );
        if (placed === null) throw new Error('Expected a place, got none');
        const { rect, part } = placed;
        const tiny = 1e-6;
        expect(rect.x).toBeGreaterThanOrEqual(-tiny);
        expect(rect.x + rect.width).toBeLessThanOrEqual(boxWidth + tiny);
        expect(rect.y + rect.height).toBeLessThanOrEqual(boxHeight + tiny);
        expect(part.left).toBeGreaterThanOrEqual(crop.left - tiny);
        expect(part.bottom).toBeLessThanOrEqual(1 - crop.bottom + tiny);
        const across = rect.width / (width * (part.right - part.left));
        const down = rect.height / (height * (part.bottom - part.top));
        expect(across / down).toBeCloseTo(1, 4);
      },
    ),
  );
});
