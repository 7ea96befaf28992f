import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProviderId } from '../../src/shared/destinations.js';
import { cephMissing, startCeph } from '../servers/ceph.js';
import { startS3Server } from '../servers/s3-server.js';
import { destinationAt, type BucketServer } from './support/bucket-server.js';
import { TestEngine } from './support/engine.js';
import { readHeaders, rowNames } from './support/header-table.js';
import { Media } from './support/media.js';
import { NumberedClip } from './support/numbered-clip.js';
import { noProcessLeft } from './support/own-processes.js';

const seconds = 12;
const prefix = 'my shows';

let media: Media;
let clip: NumberedClip;
beforeAll(async () => {
  media = await Media.create();
  clip = await NumberedClip.make(media);
});
afterAll(async () => {
  await media.remove();
  await noProcessLeft();
});

/** Publishes a broadcast, and reads every object of the bucket while it is live and when it is over. */
async function proveHeaders(bucket: BucketServer, provider: ProviderId): Promise<void> {
  const destination = destinationAt(bucket, { provider, prefix });
  const server = await TestEngine.start({ reconnectWindowSeconds: 0 }, { destination });
  const push = clip.push(await server.pushUrl());
  try {
    const { id } = await server.untilPlayable();
    await server.until('enough of it', ({ broadcast }) =>
      (broadcast?.figures.durationSeconds ?? 0) > seconds && broadcast?.publication?.isVerified === true ? true : null,
    );
    const live = await readHeaders(bucket, prefix, 'live');
    expect(server.state.broadcast).toMatchObject({ id, status: 'live' });
    expect(live.wrong).toEqual([]);
    expect(live.met).toEqual(expect.arrayContaining(rowNames.filter((name) => !/poster|given up/.test(name))));

    await push.kill();
    await server.ended(id);
    await server.until('its poster', ({ recordings }) =>
      recordings.some((each) => each.id === id && each.posterUrl !== null) ? true : null,
    );
    await expect.poll(async () => (await readHeaders(bucket, prefix, 'over')).met).toContain('poster');
    await server.engine.stop('the channel is given free');
    const over = await readHeaders(bucket, prefix, 'over');
    expect(over).toEqual({ wrong: [], met: rowNames });
  } finally {
    await push.kill();
    await server.stop();
  }
}

test('every object has exactly the headers of its kind, while it is live and when it is over', async () => {
  const bucket = await startS3Server();
  try {
    await proveHeaders(bucket, 'generic');
  } finally {
    await bucket.stop();
  }
});

describe.skipIf(cephMissing !== null)(`on Ceph ${cephMissing ?? ''}`, () => {
  test('every object has exactly the headers of its kind, while it is live and when it is over', async () => {
    const ceph = await startCeph();
    if (ceph === null) throw new Error('Expected Ceph to be installed');
    try {
      await proveHeaders(ceph, 'ceph');
    } finally {
      await ceph.stop();
    }
  });
});
