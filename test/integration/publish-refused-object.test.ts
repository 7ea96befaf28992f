import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Publication } from '../../src/shared/publication.js';
import { startQuirkProxy, type QuirkProxy } from '../servers/quirk-proxy.js';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { compareWithBucket } from './support/bucket-compare.js';
import { destinationAt, publicRoot } from './support/bucket-server.js';
import { TestEngine } from './support/engine.js';
import { Media } from './support/media.js';
import { NumberedClip } from './support/numbered-clip.js';
import { noProcessLeft } from './support/own-processes.js';
import type { Push } from './support/push.js';
import { startSwitchedLine, type SwitchedLine } from './support/switched-line.js';

let media: Media;
let bucket: S3Fixture;
let proxy: QuirkProxy;
let line: SwitchedLine;
let server: TestEngine;
let push: Push | null = null;

beforeAll(async () => {
  media = await Media.create();
  bucket = await startS3Server();
  proxy = await startQuirkProxy({ target: bucket.endpoint, quirk: 'refuses-one-key' });
  line = await startSwitchedLine(proxy.endpoint);
  server = await TestEngine.start({ reconnectWindowSeconds: 0 });
});
afterAll(async () => {
  await push?.kill();
  await server.stop();
  await line.stop();
  await proxy.stop();
  await bucket.stop();
  await media.remove();
  await noProcessLeft();
});

async function save(id: string | null): Promise<string> {
  const { config, credentials } = destinationAt(bucket, { endpoint: line.endpoint, publicUrl: publicRoot(bucket) });
  const { commands } = server.engine;
  return (await commands.saveDestination({ commandId: randomUUID(), id, config, credentials })).id;
}

const playlistOf = async (id: string): Promise<string> =>
  (await fetch(`${publicRoot(bucket)}/live/b/${id}/360p/index.m3u8`)).text();

test('one object that the provider refuses is a gap that is told, and the show goes on', async () => {
  const destinationId = await save(null);
  await server.engine.commands.setDefaultDestination({ commandId: randomUUID(), id: destinationId });
  const clip = await NumberedClip.make(media);
  push = clip.push(await server.pushUrl());
  const { id } = await server.untilPlayable();
  const key = `live/b/${id}/360p/1.m4s`;
  const refused = {
    code: 'publish.object-refused',
    details: { objects: 1, key, s3Code: 'KeyTooLongError', status: 400 },
  };
  const told = (publication: Publication | null | undefined): true | null =>
    publication?.reason?.code === refused.code ? true : null;
  await server.until('what is refused', ({ broadcast }) => told(broadcast?.publication));
  await server.until('the show going on', ({ broadcast }) =>
    (broadcast?.publication?.objects ?? 0) >= 15 && broadcast?.publication?.isVerified === true ? true : null,
  );
  // on a busy machine renditions may have to wait meanwhile: in the end it is all that waits
  const waiting = await server.until('it to be all that waits', ({ broadcast }) =>
    broadcast?.publication?.backlogObjects === 1 && told(broadcast.publication) ? broadcast.publication : null,
  );
  expect(waiting).toMatchObject({ status: 'behind', reason: refused });
  expect(await playlistOf(id)).toMatch(/\n0\.m4s\n#EXT-X-GAP\n#EXTINF:[\d.]+,\n1\.m4s\n#EXTINF:[\d.]+,\n2\.m4s\n/);

  await push.kill();
  await server.until('the end', ({ broadcast }) => (broadcast === null ? true : null));
  const recording = () => server.state.recordings.find((each) => each.id === id)?.publications[0];
  await server.until('only that to be left', () => (recording()?.status === 'completing' ? told(recording()) : null));
  // no viewer waits for more of a show that is over
  await expect.poll(() => playlistOf(id)).toMatch(/#EXT-X-GAP\n#EXTINF:[\d.]+,\n1\.m4s\n[^]*#EXT-X-ENDLIST\n$/);
  expect(recording()).toMatchObject({ status: 'completing', reason: refused, backlogObjects: 1 });

  // the provider is mended, and the destination saved
  line.lead(bucket.endpoint);
  await save(destinationId);
  const summary = await server.ended(id);
  expect(summary).toMatchObject({ lostSegments: 0, published: { backlog: 0 } });
  expect(recording()).toMatchObject({ status: 'complete', reason: null });
  const folder = `${publicRoot(bucket)}/live/b/${id}`;
  expect((await compareWithBucket(summary.archiveDir, folder)).differences).toEqual([]);
  expect(await playlistOf(id)).not.toContain('GAP');
});
