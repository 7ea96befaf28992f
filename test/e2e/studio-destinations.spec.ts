import { expect } from '@playwright/test';
import { refusedEndpoint } from './studio-harness-destinations.js';
import { test } from './studio-test.js';
import {
  check,
  livePublication,
  longDestination,
  policyDocument,
  r2Destination,
  stateWith,
  wholeReport,
} from './studio-destinations.js';
import { someRecordings } from './studio-states.js';

const secret = 'wJalrXUtnFEMI-river-K7MDENG-bPxRfiCY';

test('a destination is added from the keyboard; its secret is nowhere in the page afterwards', async ({
  page,
  openStudio,
}) => {
  const { harness, look } = await openStudio(stateWith([]), { at: 'settings' });
  await look('destinations-none');
  await page.getByRole('link', { name: 'Add a destination' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await look('destination-new');
  await page.getByRole('radio', { name: /Amazon S3/ }).focus();
  // a finger is on the key until the next one has the focus: what moves it looks a moment later
  await page.keyboard.down('ArrowRight');
  await expect(page.getByRole('radio', { name: /Cloudflare R2/ })).toBeFocused();
  await page.keyboard.up('ArrowRight');
  await expect(page.getByRole('radio', { name: /Cloudflare R2/ })).toBeChecked();

  const facts = page.getByText('What Headwater does there, and what it costs');
  await facts.click();
  await expect(page.getByText('A switch at the provider; no ACLs are sent.')).toBeVisible();
  await expect(page.getByText('At most one in 1.1 s.')).toBeVisible();
  await look('destination-facts');
  await facts.click();

  await page.getByRole('button', { name: 'Save destination' }).click();
  await expect(page.getByLabel('Endpoint', { exact: true })).toBeFocused();
  await expect(page.getByLabel('Bucket', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('Enter the bucket’s name.')).toBeVisible();
  await look('destination-problems');
  expect(harness.calls).toEqual([]);

  await page.getByLabel('Endpoint', { exact: true }).fill('https://0123456789abcdef.r2.cloudflarestorage.com/');
  await page.keyboard.press('Tab');
  await page.keyboard.type('canoe-evenings');
  await page.keyboard.press('Tab');
  await page.keyboard.type('AKIARIVER');
  await page.keyboard.press('Tab');
  await page.keyboard.type(secret);
  await page.keyboard.press('Tab');
  await page.keyboard.type('https://live.example.com');
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { name: 'Cloudflare R2' })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Links lead to live.example.com' })).toContainText(
    'Default',
  );
  expect(harness.sent[0]).toMatchObject({
    name: 'saveDestination',
    input: {
      id: null,
      config: {
        provider: 'r2',
        bucket: 'canoe-evenings',
        region: null,
        endpoint: 'https://0123456789abcdef.r2.cloudflarestorage.com',
      },
      credentials: { accessKeyId: 'AKIARIVER', secretAccessKey: secret, sessionToken: null },
    },
  });
  expect(harness.calls).toEqual(['saveDestination', 'setDefaultDestination']);
  expect(await page.content()).not.toContain(secret);
  await look('destinations-one');
});

test('a saved destination: keys are kept unless typed, a refusal stands at its field, deleting asks first', async ({
  page,
  openStudio,
}) => {
  const { harness, look } = await openStudio(stateWith([r2Destination(), longDestination()]), { at: 'settings' });
  await look('destinations-two');
  await page.getByRole('button', { name: 'Change or test “Cloudflare”' }).click();
  await expect(page.getByText('The stored one begins with a1b2…')).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill(longDestination().config.name);
  await page.keyboard.press('Tab');
  await expect(page.getByText('Another destination has this name.')).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('Canoe evenings');
  await page.getByLabel('Secret Access Key').fill('only-one-half');
  await page.getByRole('button', { name: 'Save destination' }).click();
  await expect(page.getByText('Enter the Access Key ID. New keys are entered in pairs.')).toBeVisible();
  await page.getByLabel('Secret Access Key').fill('');
  const endpoint = page.getByLabel('Endpoint', { exact: true });
  await endpoint.fill(refusedEndpoint);
  await page.getByRole('button', { name: 'Save destination' }).click();
  await expect(page.getByText('A web page answers there.')).toBeVisible();
  await expect(endpoint).toBeFocused();
  await endpoint.fill('https://0123456789abcdef.r2.cloudflarestorage.com');
  await expect(page.getByText('A web page answers there.')).toHaveCount(0);
  await page.getByRole('button', { name: 'Save destination' }).click();
  await expect(page.getByRole('heading', { name: 'Canoe evenings' })).toBeVisible();
  expect(harness.sent.slice(1)).toMatchObject([
    { name: 'saveDestination', input: { id: 'dest-r2', credentials: null, config: { name: 'Canoe evenings' } } },
  ]);
  await page.getByRole('button', { name: 'Make default: This computer' }).click();
  await page.getByRole('button', { name: 'Delete “Canoe evenings”' }).click();
  await expect(page.getByRole('alertdialog')).not.toContainText('published there');
  await look('destination-delete');
  await page.keyboard.press('Escape');
  harness.store.update((draft) => {
    draft.recordings = someRecordings().slice(0, 3);
    for (const each of draft.recordings) {
      each.publications = [livePublication({ broadcastId: each.id, status: 'complete', backlogObjects: 0 })];
    }
  });
  await page.getByRole('button', { name: 'Delete “Canoe evenings”' }).click();
  await expect(page.getByRole('alertdialog')).toContainText('3 broadcasts are published there.');
  await look('destination-delete-published');
  await page.getByRole('button', { name: 'Remove them first' }).click();
  await page.getByRole('button', { name: 'Delete “Canoe evenings”' }).click();
  await expect(page.getByRole('alertdialog')).toContainText('3 broadcasts are still being removed');
  await expect(page.getByRole('button', { name: 'Remove them first' })).toHaveCount(0);
  await look('destination-delete-removing');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Delete “Canoe evenings”' }).click();
  await page.getByRole('button', { name: 'Delete destination' }).click();
  await expect(page.getByRole('heading', { name: 'Canoe evenings' })).toHaveCount(0);
  expect(harness.calls.slice(1)).toEqual([
    'saveDestination',
    'setDefaultDestination',
    'unpublishAll',
    'deleteDestination',
  ]);
});

test('an unsaved bucket is tested: the checklist grows, what fails shows its mend, and is fixed', async ({
  page,
  openStudio,
}) => {
  const { harness, look } = await openStudio(stateWith([]), { at: 'settings/destinations/new' });
  await page.getByRole('radio', { name: /Ceph/ }).click();
  await page.getByRole('button', { name: 'Test this bucket' }).click();
  expect(harness.calls, 'an incomplete form is not tested').toEqual([]);
  await page.getByLabel('Endpoint', { exact: true }).fill('https://s3.example.com');
  await page.getByLabel('Bucket', { exact: true }).fill('canoe-evenings');
  await page.locator('[name=accessKeyId]').fill('AKIARIVER');
  await page.locator('[name=secretAccessKey]').fill(secret);
  await page.getByRole('button', { name: 'Test this bucket' }).click();
  await expect(page.getByText('Testing Ceph…')).toBeVisible();
  expect(harness.sent).toMatchObject([
    {
      name: 'testDestination',
      input: {
        id: null,
        draft: { config: { provider: 'ceph' }, credentials: { secretAccessKey: secret } },
        fix: false,
        create: false,
      },
    },
  ]);

  const broken = [
    check('clock', { status: 'warn', detail: 'This computer is 12 s late.', mend: ['Set the clock to automatic.'] }),
    check('public-read', {
      status: 'fail',
      detail: 'The server answered 403 to a request without a key.',
      mend: ['With the s3cmd tool and the document in policy.json: s3cmd setpolicy policy.json s3://canoe-evenings'],
      document: policyDocument,
      isFixable: true,
    }),
    check('cors', { status: 'skipped', detail: 'Viewers must be able to read first.', durationMs: 0 }),
  ];
  const report = wholeReport('Ceph', broken, 'fail');
  for (const [index, each] of report.checks.entries()) {
    harness.store.update(({ doctor }) => void doctor?.report.checks.push(each));
    if (index === 9) {
      await expect(page.getByRole('heading', { name: 'Works with a limit: Clock' })).toBeVisible();
      await look('doctor-running');
    }
  }
  harness.store.update((draft) => void (draft.doctor = { destinationId: null, report }));
  await expect(page.getByRole('status').filter({ hasText: 'Not ready yet: 1 thing to mend' })).toBeVisible();
  await expect(page.getByRole('region', { name: /^Document for/ })).toContainText('s3:GetObject');
  await page.getByRole('button', { name: /^Fix it for me/ }).scrollIntoViewIfNeeded();
  await look('doctor-fail');

  await page.getByRole('button', { name: 'Fix it for me: Reading as a viewer' }).click();
  await expect.poll(() => harness.sent.at(-1)).toMatchObject({ input: { fix: true, create: false } });
  const mended = wholeReport('Ceph', [check('public-read', { isFixed: true })], 'pass');
  harness.store.update((draft) => void (draft.doctor = { destinationId: null, report: mended }));
  await expect(page.getByText('Everything works')).toBeVisible();
  await expect(page.getByText('Mended just now')).toBeVisible();
  await expect(page.getByText('your uplink carries: 1080p + 720p + 360p')).toBeVisible();
  await look('doctor-pass');
  await page.getByLabel('Bucket', { exact: true }).fill('another');
  await expect(page.getByText('The form has changed since this test.')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain(secret);
});

test('a bucket that is not there is made; long answers stay in the page, also in a narrow window', async ({
  page,
  openStudio,
}) => {
  const words = `${'x'.repeat(300)} ${'The gateway says why at great length, with <b>marks</b> in it. '.repeat(28)}`;
  const destination = { ...longDestination(), hasCredentials: true, keyHint: 'LONG…' };
  const state = stateWith([destination]);
  state.doctor = {
    destinationId: destination.id,
    report: wholeReport(
      destination.config.name,
      [
        check('bucket', {
          status: 'fail',
          detail: words,
          mend: [words, 'Or let Headwater make it.'],
          isCreatable: true,
        }),
        check('cors', { status: 'warn', detail: words, document: words }),
      ],
      'fail',
    ),
  };
  const { harness, look } = await openStudio(state, {
    at: `settings/destinations/${destination.id}`,
    size: { width: 420, height: 860 },
  });
  await expect(page.getByRole('button', { name: 'Create the bucket' })).toBeVisible();
  await look('destination-narrow');
  await page.getByRole('button', { name: 'Create the bucket' }).scrollIntoViewIfNeeded();
  await look('doctor-narrow');
  harness.store.update(({ doctor }) => {
    const bucket = doctor?.report.checks.find(({ id }) => id === 'bucket');
    if (bucket !== undefined) bucket.isCreatable = false;
  });
  // in another region it is there, and making another one would not help
  await expect(page.getByRole('button', { name: 'Create the bucket' })).toHaveCount(0);
  harness.store.update(({ doctor }) => {
    const bucket = doctor?.report.checks.find(({ id }) => id === 'bucket');
    if (bucket !== undefined) bucket.isCreatable = true;
  });
  await page.getByRole('button', { name: 'Create the bucket' }).click();
  await expect.poll(() => harness.sent.at(-1)).toMatchObject({ input: { id: destination.id, create: true } });
  await page.goto(`${page.url().split('#')[0] ?? ''}#/settings`);
  await page.getByRole('heading', { name: destination.config.name }).scrollIntoViewIfNeeded();
  await look('destinations-narrow');
});

test('the start screen says where the next broadcast goes, and changes it', async ({ page, openStudio }) => {
  const { harness, look } = await openStudio(stateWith([]));
  await expect(page.getByRole('link', { name: 'Reach anyone: add a bucket' })).toBeVisible();
  harness.store.update((draft) => void (draft.destinations = [r2Destination(), longDestination()]));
  const section = page.getByRole('region', { name: 'Next broadcast' });
  await expect(section).toContainText('Cloudflare R2 · canoe-evenings/streams');
  await section.getByRole('button', { name: /^Change/ }).press('Enter');
  await expect(page.getByRole('menuitemradio', { name: /^Cloudflare/ })).toBeChecked();
  await look('next-destination');
  await page.getByRole('menuitemradio', { name: /^This computer/ }).focus();
  await page.keyboard.press('Enter');
  await expect(section).toContainText('Opens on this computer only');
  expect(harness.sent).toMatchObject([{ name: 'setDefaultDestination', input: { id: null } }]);
  harness.store.update((draft) => void (draft.destinations = [{ ...longDestination(), isDefault: true }]));
  await expect(section.getByRole('button', { name: 'Enter keys' })).toBeVisible();
  await page.setViewportSize({ width: 420, height: 860 });
  await look('next-destination-narrow');
});
