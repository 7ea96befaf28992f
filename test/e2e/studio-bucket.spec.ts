import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { expectNoViolations } from './studio-axe.js';
import { startStudioEngine, type StudioEngine } from './studio-engine.js';

const shots = fileURLToPath(new URL('../../test-results/studio', import.meta.url));

let bucket: S3Fixture;
let engine: StudioEngine;

test.beforeEach(async () => {
  bucket = await startS3Server({ publicAccess: 'none', cors: false });
  engine = await startStudioEngine();
});
test.afterEach(async () => {
  await engine.stop();
  await bucket.stop();
});

test('from an empty bucket to a link that anyone can open, and to nothing left: all in the studio', async ({
  page,
  request,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'dark' });
  await page.goto(engine.url);
  await page.getByRole('link', { name: 'Encoder', exact: true }).click();

  // The bucket is private: the doctor says so, and mends it with the keys it was given.
  await page.getByRole('link', { name: 'Reach anyone: add a bucket' }).click();
  await page.getByRole('radio', { name: /^Other S3-compatible/ }).click();
  await page.getByLabel('Endpoint', { exact: true }).fill(bucket.endpoint);
  await page.getByLabel('Bucket', { exact: true }).fill(bucket.bucket);
  await page.locator('[name=accessKeyId]').fill(bucket.accessKeyId);
  await page.locator('[name=secretAccessKey]').fill(bucket.secretAccessKey);
  await page.getByRole('button', { name: 'Test this bucket' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Not ready yet' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Failed: Reading as a viewer' })).toBeVisible();
  await page.screenshot({ path: `${shots}/bucket-private.png` });
  await page
    .getByRole('button', { name: /^Fix it for me/ })
    .first()
    .click();
  await expect(page.getByText('Mended just now').first()).toBeVisible();
  await expect(
    page.getByRole('status').filter({ hasText: /^(Everything works|Works, with \d+ limits?)$/ }),
  ).toBeVisible();
  await expect(page.getByText('uplink carries')).toBeVisible();
  await expectNoViolations(page);
  await page.getByLabel('Name', { exact: true }).fill('River bucket');
  await page.getByRole('button', { name: 'Save destination' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'River bucket' })).toContainText('Default');
  expect(bucket.objects().size, 'the doctor leaves nothing behind').toBe(0);

  await page.getByRole('link', { name: 'Encoder', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Next broadcast' })).toContainText('River bucket');
  await page.getByRole('button', { name: 'Start a test programme' }).click();
  const card = page.getByRole('region', { name: 'Publishing' });
  await expect(card).toContainText('The link was read back through the public address.');
  const link = page.getByLabel('Link', { exact: true });
  await expect(link).toHaveValue(new RegExp(`^${bucket.publicUrl}/live/b/`));
  const url = await link.inputValue();
  expect((await request.get(url)).status()).toBe(200);
  await expectNoViolations(page);
  await page.screenshot({ path: `${shots}/bucket-live.png` });

  await page.getByRole('button', { name: 'End broadcast' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End broadcast' }).click();
  await expect(page.getByRole('region', { name: 'Last broadcast' })).toContainText('Complete');

  await page.getByRole('link', { name: 'Library', exact: true }).first().click();
  await expect(page.getByRole('button', { name: /^Remove .* before you delete it$/ })).toBeDisabled();
  await page.getByRole('button', { name: /^Publish “/ }).click();
  await page.getByRole('menuitem', { name: 'Remove from River bucket…' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Delete “/ })).toBeEnabled();
  expect((await request.get(url)).status(), 'the link is gone').not.toBe(200);
  await page.screenshot({ path: `${shots}/bucket-removed.png` });

  // And back again, from the recording.
  await page.getByRole('button', { name: /^Publish “/ }).click();
  await page.getByRole('menuitem', { name: 'Publish to River bucket' }).click();
  await expect(page.getByRole('list', { name: 'Published to' })).toContainText('Complete');
  expect((await request.get(url)).status()).toBe(200);
});
