import { expect, test } from '@playwright/test';
import { startProgrammeSite, type ProgrammeSite } from './programme-site.js';

let site: ProgrammeSite;
test.beforeAll(async () => {
  site = await startProgrammeSite();
});
test.afterAll(() => site.close());

test('WebGL2 and Canvas 2D draw the same picture of whatever a scene asks for', async ({ page }) => {
  await page.goto(site.url);
  await page.waitForFunction(() => 'programmePage' in window);
  const compared = await page.evaluate(() => window.programmePage.compareRenderers());
  expect(Object.keys(compared).length).toBeGreaterThan(20);
  for (const [name, { mean, far }] of Object.entries(compared)) {
    expect.soft(mean, `${name}: mean difference`).toBeLessThan(2);
    // edges are softened in other ways, by a pixel
    expect.soft(far, `${name}: pixels that differ`).toBeLessThan(0.02);
  }
  // and it is what was asked for: the lower picture on the left, then a corner's colour, and the next corner's
  expect(compared['plain']?.colours.slice(1)).toEqual([
    [208, 32, 32],
    [32, 192, 64],
    [32, 192, 64],
  ]);
});

test('lost GPU contexts: made anew, then Canvas 2D; the picture stays', async ({ page }) => {
  await page.goto(site.url);
  await page.waitForFunction(() => 'programmePage' in window);
  const { kinds, told, colours } = await page.evaluate(() => window.programmePage.survivesLostContexts());
  expect(kinds).toEqual(['webgl2', 'webgl2', 'webgl2', '2d']);
  expect(told).toEqual([
    'programme.renderer-lost webgl2',
    'programme.renderer-lost webgl2',
    'programme.renderer-lost 2d',
  ]);
  for (const colour of colours) expect(colour).toEqual([208, 32, 32]);
});

test('where a processor draws, what is seen of a camera are copies of its pixels, and no frame is kept; elsewhere its frames', async ({
  page,
}) => {
  await page.goto(site.url);
  await page.waitForFunction(() => 'programmePage' in window);
  const followed = (copiesPixels: boolean) =>
    page.evaluate((copies) => window.programmePage.followsFrames(copies), copiesPixels);
  for (const copiesPixels of [true, false]) {
    const { canCopy, before, expected, seen, heldAfter } = await followed(copiesPixels);
    expect({ canCopy, before }).toEqual({ canCopy: true, before: 'nothing' });
    for (const [index, { kind, colours, held }] of seen.entries()) {
      const shown = index < 2 ? 1 : 2;
      expect(kind).toBe(copiesPixels ? 'copy' : 'frame');
      for (const [at, value] of colours.entries())
        expect(Math.abs(value - (expected[shown]?.[at] ?? -1000)), `${index}, ${at}`).toBeLessThan(4);
      // the newest alone, and of that one its pixels where they are copied
      expect(held).toEqual([false, !copiesPixels && shown === 1, !copiesPixels || shown === 1]);
    }
    expect(heldAfter).toEqual([false, false, false]);
  }
});

test('a web page is drawn as it was painted last, parts over what was there: by a canvas where a processor draws, else by frames', async ({
  page,
}) => {
  await page.goto(site.url);
  await page.waitForFunction(() => 'programmePage' in window);
  const [red, blue, green] = [
    [255, 0, 0, 128],
    [0, 0, 255, 255],
    [0, 255, 0, 255],
  ] as const;
  for (const canvases of [
    [true, true, true],
    [false, false, false],
    // a graphics card that is lost, and is back
    [false, true, true],
    [true, false, true],
  ] as const) {
    const seen = await page.evaluate((asCanvas) => window.programmePage.followsPage(asCanvas), canvases);
    const expected = [
      [...red, ...red],
      [...red, ...blue],
      [...green, ...blue],
    ].map((colours, index) => ({
      kind: canvases[index] === true ? 'copy' : 'frame',
      colours,
      isSame: true,
    }));
    expect(seen).toEqual(expected);
  }
});
