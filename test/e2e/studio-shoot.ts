import { expect, type Page } from '@playwright/test';
import { expectNoViolations } from './studio-axe.js';
import { shots } from './studio-test.js';

/** In front of a real engine, in both themes: axe has nothing to say, the page does not stick out, and a picture is kept. */
export async function shoot(page: Page, name: string): Promise<void> {
  const sticksOut = () =>
    page.evaluate(() => {
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
      return scrollWidth > clientWidth || scrollHeight > clientHeight;
    });
  await expect.poll(sticksOut, `${name}: only parts of the page scroll`).toBe(false);
  for (const theme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await expectNoViolations(page);
    await page.screenshot({ path: `${shots}/${name}-${theme}.jpg`, type: 'jpeg', quality: 90, animations: 'disabled' });
  }
}
