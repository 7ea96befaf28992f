import { expect, type Page } from '@playwright/test';
import { addSource, dragBy, placeField, test } from './studio-compose.js';

/** Screens as their systems scale them: what a page has of them in its own pixels. */
const screens = [
  { name: '150 % of 1920×1080', deviceScaleFactor: 1.5, viewport: { width: 1280, height: 720 } },
  { name: '200 % of 2560×1440', deviceScaleFactor: 2, viewport: { width: 1280, height: 720 } },
  { name: '200 % of 2048×1280, the smallest', deviceScaleFactor: 2, viewport: { width: 1024, height: 640 } },
];

/** The programme's pixels in one of the page's. */
async function zoomOf(page: Page): Promise<number> {
  const colour = await page.getByRole('button', { name: /^Colour, \d+ by/ }).boundingBox();
  return Number(await placeField(page, 'W').inputValue()) / (colour?.width ?? NaN);
}

for (const { name, deviceScaleFactor, viewport } of screens) {
  test.describe(name, () => {
    test.use({ deviceScaleFactor });

    test('everything is in reach, a source follows the pointer to the pixel, and meters are sharp', async ({
      compose,
    }) => {
      const { page, look } = compose;
      await page.setViewportSize(viewport);
      expect(await page.evaluate(() => devicePixelRatio)).toBe(deviceScaleFactor);
      for (const button of ['Go live', 'More ways to begin', 'Add a source']) {
        await expect(page.getByRole('button', { name: button, exact: true })).toBeInViewport({ ratio: 1 });
      }
      await addSource(page, /^Colour/);
      await page.getByRole('button', { name: 'Snap to edges and middles' }).click();
      for (const [label, value] of [
        ['W', 400],
        ['H', 300],
        ['X', 700],
        ['Y', 500],
      ] as const) {
        await placeField(page, label).fill(String(value));
        await placeField(page, label).press('Enter');
      }
      const zoom = await zoomOf(page);
      await dragBy(page, page.getByRole('button', { name: /^Colour, \d+ by/ }), -47, -31);
      // a whole pixel of the programme, wherever the pointer stands in it
      expect(Math.abs(Number(await placeField(page, 'X').inputValue()) - (700 - 47 * zoom))).toBeLessThanOrEqual(1);
      expect(Math.abs(Number(await placeField(page, 'Y').inputValue()) - (500 - 31 * zoom))).toBeLessThanOrEqual(1);
      const master = page.getByRole('region', { name: 'Mixer' }).locator('canvas').first();
      const pixels = await master.evaluate((canvas: HTMLCanvasElement) => [
        canvas.width / canvas.clientWidth,
        canvas.height / canvas.clientHeight,
      ]);
      for (const ratio of pixels) expect(ratio).toBeCloseTo(deviceScaleFactor, 1);
      await look(`scaled-${deviceScaleFactor}-${viewport.width}`);
    });
  });
}
