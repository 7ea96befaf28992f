import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { RtmpFixture, exitOf, nextPublish } from '../../../test/servers/rtmp-fixture.js';
import type { Refused, RtmpMediaServer } from './rtmp-media-server.js';

let fixture: RtmpFixture;
let source: string;

beforeAll(async () => {
  fixture = await RtmpFixture.create();
  source = await fixture.encode('source.flv', [
    ...['-f', 'lavfi', '-i', 'testsrc2=size=160x90:rate=30:duration=20', '-c:v', 'libx264', '-preset', 'ultrafast'],
    ...['-g', '60', '-pix_fmt', 'yuv420p'],
  ]);
});
afterEach(() => fixture.stop());
afterAll(() => fixture.remove());

const pushTo = (url: string): ReturnType<RtmpFixture['start']> =>
  fixture.start(['-re', '-i', source, '-c', 'copy', '-flvflags', 'no_duration_filesize', '-f', 'flv', url]);

const nextRefusal = (server: RtmpMediaServer): Promise<Refused> => new Promise((resolve) => server.onRefused(resolve));

test('a one-time URL is good for one publisher, whatever becomes of the keys; the next one takes its place', async () => {
  const server = await fixture.server();
  const url = await server.mintPublishUrl('studio');
  const first = nextPublish(server);
  const pushing = pushTo(url);
  const session = await first;
  expect(session.inputId).toBe('studio');
  server.setKeys([]);
  expect((await session.ready).video).toMatchObject({ width: 160, height: 90 });

  const refusal = nextRefusal(server);
  expect(await exitOf(pushTo(url))).not.toBe(0);
  expect(await refusal).toMatchObject({ code: 'ingest.unknown-key' });

  const second = nextPublish(server);
  pushTo(await server.mintPublishUrl('studio'));
  expect((await second).inputId).toBe('studio');
  expect(await session.ended).toEqual({ reason: 'disconnected' });
  expect(await exitOf(pushing)).not.toBe(0);
  expect(fixture.log.lines.join('\n')).not.toContain(url.split('/').at(-1));
});

test('a name that is too old opens nothing', async () => {
  const server = await fixture.server({ limits: { oneTimeUrlLifetimeMs: 0 } });
  const refusal = nextRefusal(server);
  expect(await exitOf(pushTo(await server.mintPublishUrl('studio')))).not.toBe(0);
  expect(await refusal).toMatchObject({ code: 'ingest.unknown-key' });
});

test('a server that does not run says so, and that it may later', async () => {
  const server = await fixture.server();
  await server.stop('test');
  await expect(server.mintPublishUrl('studio')).rejects.toMatchObject({ code: 'ingest.source-ended', retryable: true });
});
