import { writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { parseVideoTag } from '../../src/engine/ingest/codec/flv-tag.js';
import { parseAvcConfig } from '../../src/engine/ingest/codec/h264-config.js';
import { resolveFfmpeg } from '../../src/engine/process/resolve-ffmpeg.js';
import { TestEngine } from './support/engine.js';
import { h264, Media } from './support/media.js';
import { noProcessLeft } from './support/own-processes.js';
import { Push } from './support/push.js';
import { relayTo, saveRelay, Sinks, untilRun } from './support/relayed-show.js';

let media: Media;
let server: TestEngine;
let push: Push | null = null;
const sinks = new Sinks();

beforeAll(async () => {
  media = await Media.create();
  // an ffmpeg that does everything but the encodes of relays, which alone write FLV to their standard output
  const { path } = await resolveFfmpeg({ env: process.env });
  const lines = ['#!/bin/sh', 'case "$*" in', '*"-f flv pipe:1") exit 1 ;;', 'esac', `exec "${path}" "$@"`, ''];
  await writeFile(media.file('ffmpeg'), lines.join('\n'), { mode: 0o755 });
  vi.stubEnv('FFMPEG_PATH', media.file('ffmpeg'));
  server = await TestEngine.start({ reconnectWindowSeconds: 60 });
  vi.unstubAllEnvs();
});
afterEach(async () => {
  await push?.kill();
  push = null;
  await server.stop();
  await sinks.end();
  await noProcessLeft();
});
afterAll(() => media.remove());

// the stand-in for a broken ffmpeg is a script
test.skipIf(process.platform === 'win32')(
  'an encode that cannot be had is told; its relay gets a rung, or is given up where none will do',
  async () => {
    // too much picture for both, too much sound for one; of its ladder only the smallest rung is within the limits
    const file = await media.make('heavy.flv', [
      ...['-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=15:duration=12'],
      ...['-f', 'lavfi', '-i', 'anoisesrc=color=pink:sample_rate=48000:duration=12'],
      ...[...h264(30, '8000k'), '-c:a', 'aac', '-b:a', '256k', '-ac', '2'],
    ]);
    const [one, other] = [await sinks.start(), await sinks.start()];
    const helped = await saveRelay(server, relayTo('Helped', one.url, { service: 'twitch' }), 'key-helped-12');
    const lost = await saveRelay(server, relayTo('Lost', other.url, { service: 'linkedin' }), 'key-lost-1234');
    const tells = untilRun(server, helped, 'it to be told', ({ reason }) => reason?.code === 'relay.encode-failing');
    const begins = one.nextPublish();
    push = new Push(file, await server.pushUrl(), { input: ['-stream_loop', '-1'] });
    expect((await tells).feed).toMatchObject({ kind: 'encode', reason: { code: 'relay.bitrate-too-high' } });
    const run = await untilRun(server, helped, 'the rung', ({ feed }) => feed?.kind === 'rendition');
    expect(run.feed).toMatchObject({
      name: '234p',
      reason: { code: 'relay.encode-failing', details: { failures: 4 } },
    });
    const publish = await begins;
    await publish.received(100);
    const headers = publish.tags.flatMap(({ type, data }) => {
      const tag = type === 9 ? parseVideoTag(data ?? Buffer.alloc(0)) : null;
      return tag?.role === 'header' ? [parseAvcConfig(tag.body)?.height] : [];
    });
    expect(headers).toEqual([234]);
    const given = await untilRun(server, lost, 'it to be given up', ({ status }) => status === 'failed');
    expect(given).toMatchObject({ feed: null, reason: { code: 'relay.encode-failing' } });
    expect(server.noticeCodes).toContain('relay.encode-failing');
    expect(other.publishes.flatMap(({ tags }) => tags)).toEqual([]);
    await server.untilPlayable();
  },
);
