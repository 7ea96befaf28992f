import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { placeOn, windowPlaceSchema, type Box } from './window-place.js';

const main: Box = { x: 0, y: 24, width: 1920, height: 1056 };
const right: Box = { x: 1920, y: 0, width: 1280, height: 1024 };
const studio = { width: 1280, height: 800 };

describe('placeOn', () => {
  it.each([
    ['in the middle', { x: 100, y: 100, ...studio }],
    ['on the other display', { x: 1920, y: 0, ...studio }],
    ['over two displays', { x: 1500, y: 60, ...studio }],
    ['partly below the edge', { x: 100, y: 900, ...studio }],
  ])('leaves one as it was: %s', (_where, place) => expect(placeOn(place, [main, right])).toEqual(place));

  it('brings one of a display that is gone into the middle of the main one', () => {
    expect(placeOn({ x: 1950, y: 50, ...studio }, [main])).toEqual({ x: 320, y: 152, ...studio });
    expect(placeOn({ x: -90_000, y: 90_000, ...studio }, [main])).toEqual({ x: 320, y: 152, ...studio });
  });

  it('brings one back whose upper edge is out of reach', () => {
    expect(placeOn({ x: 100, y: -300, ...studio }, [main])).toEqual({ x: 100, y: 24, ...studio });
    expect(placeOn({ x: 1900, y: 100, ...studio }, [main])).toEqual({ x: 640, y: 100, ...studio });
  });

  it('makes one fit a display that has become smaller', () => {
    expect(placeOn({ x: 0, y: 0, width: 3840, height: 2160 }, [main])).toEqual(main);
  });

  it('always has something on a display to take hold of', () => {
    const pixel = fc.integer({ min: -100_000, max: 100_000 });
    const size = fc.integer({ min: 100, max: 100_000 });
    fc.assert(
      fc.property(fc.record({ x: pixel, y: pixel, width: size, height: size }), (place) => {
        const { x, y, width } = placeOn(place, [main, right]);
        const isOn = (display: Box): boolean =>
          y >= display.y &&
          y + 40 <= display.y + display.height &&
          Math.min(x + width, display.x + display.width) - Math.max(x, display.x) >= Math.min(160, width);
        expect([main, right].some(isOn)).toBe(true);
      }),
    );
  });
});

describe('windowPlaceSchema', () => {
  const place = { x: -10, y: 0, ...studio, isMaximized: false, isFullScreen: true };
  it('reads what was written', () => expect(windowPlaceSchema.parse(JSON.parse(JSON.stringify(place)))).toEqual(place));
  it.each([
    null,
    [],
    {},
    { ...place, x: 'a' },
    { ...place, x: 0.5 },
    { ...place, width: 0 },
    { ...place, height: 1e9 },
    { ...place, isMaximized: 1 },
  ])('refuses %j', (value) => expect(windowPlaceSchema.safeParse(value).success).toBe(false));
});
