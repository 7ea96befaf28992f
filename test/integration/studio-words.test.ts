import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { broadcastJsonSchema, channelJsonSchema } from '../../src/shared/published.js';
import { RtmpSink } from '../servers/rtmp-sink.js';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { destinationAt, publicRoot } from './support/bucket-server.js';
import { TestEngine } from './support/engine.js';
import { eventually } from './support/eventually.js';
import { fileClip } from './support/file-clip.js';
import { relayTo, untilRun } from './support/relayed-show.js';
import { helloOf, openSession, StudioSender } from './support/studio-sender.js';

let server: TestEngine;
let bucket: S3Fixture;
let service: RtmpSink;
let sender: StudioSender | null = null;
beforeEach(async () => {
  bucket = await startS3Server();
  service = await RtmpSink.start({ keepsData: false });
});
afterEach(async () => {
  await bucket.stop();
  await service.die();
});
const own = fileClip(() => server.stop());
afterEach(async () => {
  await sender?.cut();
  sender = null;
});

const hostile = '<img src=x onerror=alert(1)> "Tea" & cake';
const lines = 'Now with </script><script>alert(2)</script>\nhttps://example.org/?a=1&b=2';

const bodyOf = (key: string): string => bucket.objects().get(`live/${key}`)?.body.toString() ?? '';

test('title and description change during a show: viewers read them, what relays send goes on, and nothing of it is markup', async () => {
  const destination = destinationAt(bucket, { publicUrl: publicRoot(bucket) });
  const relay = {
    kind: 'url',
    config: relayTo('Elsewhere', service.url),
    keys: { key: 'abcdef', backupKey: null, passphrase: null },
  } as const;
  server = await TestEngine.start({}, { destination, relays: [relay] });
  const session = await openSession(server.engine.studioUrl());
  sender = await StudioSender.sending(session, helloOf({ description: '' }), own.clip.file);
  const { id } = await server.untilBroadcast('live');
  const relayId = server.state.relays[0]?.id ?? '';
  await untilRun(server, relayId, 'a relay that sends', ({ status }) => status === 'live');
  await server.until('a verified link', ({ broadcast }) => (broadcast?.publication?.isVerified === true ? true : null));
  const told = () => broadcastJsonSchema.parse(JSON.parse(bodyOf(`b/${id}/broadcast.json`)));
  expect(told()).toMatchObject({ title: 'Tea' });

  const { commands } = server.engine;
  await commands.renameBroadcast({ commandId: randomUUID(), broadcastId: id, title: hostile });
  await commands.describeBroadcast({ commandId: randomUUID(), broadcastId: id, description: lines });
  expect(server.state.broadcast).toMatchObject({ id, title: hostile, description: lines, discontinuities: 0 });
  await eventually('both to be in the bucket', () =>
    told().title === hostile && told().description === lines ? true : null,
  );
  await eventually('the page to have them', () => (bodyOf(`b/${id}/index.html`).includes('&lt;img') ? true : null));
  expect(bodyOf(`b/${id}/index.html`)).not.toMatch(/<img src=x|<script>alert/);
  await eventually('the channel to name it', () => {
    const channel = channelJsonSchema.safeParse(JSON.parse(bodyOf('channel.json')));
    return channel.data?.live?.title === hostile ? true : null;
  });

  const { sentBytes } = await untilRun(server, relayId, 'the relay', () => true);
  const run = await untilRun(server, relayId, 'more of the programme', (now) => now.sentBytes > sentBytes);
  expect([run.status, run.reconnects, service.publishes.length]).toEqual(['live', 0, 1]);

  await sender.end();
  const { archiveDir } = await server.ended(id);
  const kept = () =>
    broadcastJsonSchema.parse(JSON.parse(readFileSync(path.join(archiveDir, 'broadcast.json'), 'utf8')));
  expect(kept()).toMatchObject({ title: hostile, description: lines, state: 'ended' });
  // the creator has just ended it: nobody is told so
  expect(server.noticeCodes).not.toContain('broadcast.ended-by-source');
  await commands.describeBroadcast({ commandId: randomUUID(), broadcastId: id, description: '' });
  expect(kept().description).toBeUndefined();
});
