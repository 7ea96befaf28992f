import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CostMeter } from '../../src/engine/publish/cost/cost-meter.js';
import type { BucketClient } from '../../src/engine/publish/s3/bucket-client.js';
import { resolveTarget } from '../../src/engine/publish/s3/resolve-target.js';
import { createBucketClient } from '../../src/engine/publish/s3/s3-bucket-client.js';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { providerProfile } from '../../src/engine/publish/profiles/provider-profiles.js';
import { destinationAt, publicRoot } from './support/bucket-server.js';
import { quietLogger } from './support/doctor-bench.js';
import { TestEngine } from './support/engine.js';
import { Media } from './support/media.js';
import { NumberedClip } from './support/numbered-clip.js';
import { noProcessLeft } from './support/own-processes.js';

const prices = { perThousandPuts: 5, perThousandGets: 0.4, perGbMonthStored: 23, perGbEgress: 90, asOf: '2026-11-01' };
const media = { contentType: 'video/mp4', cacheControl: 'public, max-age=31536000, immutable' };

let s3: S3Fixture;
beforeEach(async () => {
  s3 = await startS3Server();
});
afterEach(() => s3.stop());

function connect(): BucketClient {
  const { endpoint, region, bucket, accessKeyId, secretAccessKey } = s3;
  const target = resolveTarget(
    { name: 'T', provider: 'generic', endpoint, region, bucket, prefix: '', publicUrl: null, pathStyle: null },
    { accessKeyId, secretAccessKey, sessionToken: null },
  );
  return createBucketClient({ target, logger: quietLogger });
}

/** What the server would bill. */
function billed() {
  const count = (pattern: RegExp) => s3.requests.filter(({ operation }) => pattern.test(operation)).length;
  const written = s3.requests.filter(({ method }) => method === 'PUT' || method === 'POST');
  return {
    puts: count(/^(PutObject|CreateMultipartUpload|UploadPart|CompleteMultipartUpload|PutBucket)/),
    gets: count(/^(Get|Head)/),
    lists: count(/^List/),
    bytesSent: written.reduce((sum, { bytesIn }) => sum + bytesIn, 0),
  };
}

const within = (value: number | null, expected: number) =>
  expect(Math.abs((value ?? Number.NaN) - expected) / expected).toBeLessThanOrEqual(0.02);

it('counts what the server counts, over a replaced client and failures', async () => {
  const meter = new CostMeter({ prices });
  let stored = 0;
  for (let run = 0; run < 2; run += 1) {
    const client = connect();
    meter.count(client.usage);
    for (let segment = 0; segment < 40; segment += 1) {
      const body = randomBytes(1000 + segment * 100);
      await client.put(`b/${run}/${segment}.m4s`, body, media);
      stored += body.length;
      await client.put(`b/${run}/index.m3u8`, Buffer.from(`#EXTM3U\n#${segment}\n`), media);
      await client
        .put('lease.json', Buffer.from('{}'), media, { condition: { ifNoneMatch: true } })
        .catch(() => undefined);
      if (segment % 5 === 0) meter.count(client.usage);
    }
    await client.put(`b/${run}/whole.mp4`, randomBytes(17 * 1024 * 1024), media);
    stored += 17 * 1024 * 1024;
    await client.get(`b/${run}/index.m3u8`);
    await client.head(`b/${run}/none`);
    for await (const page of client.list('b/')) expect(page.length).toBeGreaterThan(0);
    await client.delete(['lease.json']);
    meter.count(client.usage);
    client.close();
  }
  const bill = billed();
  const seen = meter.cost(stored);
  within(seen.puts, bill.puts);
  within(seen.gets, bill.gets);
  within(seen.bytesSent, bill.bytesSent);
  within(
    seen.requestsUsd,
    ((bill.puts + bill.lists) * prices.perThousandPuts + bill.gets * prices.perThousandGets) / 1000,
  );
  within(seen.storagePerMonthUsd, (stored / 1e9) * prices.perGbMonthStored);
});

it('has counted at the end of a broadcast what the server would bill for it', async () => {
  const media = await Media.create();
  const clip = await NumberedClip.make(media);
  const destination = destinationAt(s3, { provider: 'aws', publicUrl: publicRoot(s3) });
  const server = await TestEngine.start({ reconnectWindowSeconds: 0 }, { destination });
  try {
    expect(server.state.estimate).toMatchObject({ basis: 'typical', pricesAsOf: providerProfile('aws').prices?.asOf });
    const push = clip.push(await server.pushUrl());
    const { id } = await server.untilPlayable();
    await server.until('enough of it', ({ broadcast }) =>
      (broadcast?.figures.durationSeconds ?? 0) > 12 ? true : null,
    );
    await push.kill();
    await server.ended(id);
    const cost = server.state.recordings[0]?.publications[0]?.cost;
    const bill = billed();
    const list = providerProfile('aws').prices;
    if (cost === undefined || cost === null || list === null) throw new Error('Expected a cost at list prices');
    within(cost.puts, bill.puts);
    within(cost.bytesSent, bill.bytesSent);
    // what is read back as viewers read it is billed, too
    within(cost.gets, bill.gets);
    within(
      cost.requestsUsd,
      ((bill.puts + bill.lists) * list.perThousandPuts + bill.gets * list.perThousandGets) / 1000,
    );
    const kept = [...s3.objects()].filter(([key]) => key.includes(id) && /\.(?:m4s|mp4)$/.test(key));
    const stored = kept.reduce((sum, [, { body }]) => sum + body.length, 0);
    within(cost.storagePerMonthUsd, (stored / 1e9) * list.perGbMonthStored);

    // the next one is reckoned by what this one was
    const { estimate, recordings } = server.state;
    expect(estimate).toMatchObject({ basis: 'newest-broadcast', ladder: ['360p', '234p', 'audio'] });
    const hours = (recordings[0]?.durationSeconds ?? Number.NaN) / 3600;
    within(estimate?.gigabytesPerHour ?? null, stored / 1e9 / hours);
  } finally {
    await server.stop();
    await media.remove();
    await noProcessLeft();
  }
});
