import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TestEngine } from './support/engine.js';
import { LiveHttp } from './support/live-http.js';
import { flashAndBeep, h264, Media, packets } from './support/media.js';
import { bits, readBack, record, worstOffset } from './support/recorded.js';
import { SrtSource } from './support/srt-source.js';

const fps = 15;
const seconds = 6;
const sound = ['-c:a', 'aac', '-b:a', '96k', '-ac', '2'];

let media: Media;
let server: TestEngine;
let web: LiveHttp;
let file: string;

beforeAll(async () => {
  media = await Media.create();
  web = await LiveHttp.start(media.dir);
  server = await TestEngine.start({ reconnectWindowSeconds: 0 });
  file = await media.make('clip.mp4', [
    ...flashAndBeep({ size: '640x360', fps, seconds }),
    ...h264(2 * fps),
    ...sound,
    ...['-movflags', '+faststart'],
  ]);
});
afterAll(async () => {
  await server.stop();
  await web.stop();
  await media.remove();
});

describe('live --input', () => {
  test.each(['a path', 'an HTTP URL'])(
    'reads a file by %s at its own speed, whole, and ends by itself',
    async (how) => {
      const startedMs = performance.now();
      const recorded = await record(
        server,
        async () => void (await server.live(how === 'a path' ? file : web.url('clip.mp4'))),
      );
      const back = await readBack(media, recorded);
      expect(performance.now() - startedMs).toBeGreaterThan((seconds - 1) * 1000);
      expect(recorded.summary.renditions[0]?.copied).toBe(true);
      expect(bits(back.videos[0]?.packets ?? [])).toEqual(bits(await packets(file, 'v:0')));
      for (const { name, packets: frames } of back.videos) expect([name, frames.length]).toEqual([name, seconds * fps]);
      expect(await worstOffset(back, seconds - 1)).toBeLessThanOrEqual(0.04);
      expect(server.noticeCodes).toContain('broadcast.ended-by-source');
    },
  );

  test('reads what HTTP sends live, until it ends', async () => {
    const source = await media.make('live.ts', ['-i', file, '-c', 'copy']);
    const recorded = await record(server, async () => void (await server.live(web.liveUrl('live.ts'))));
    const back = await readBack(media, recorded);
    expect(source).toBe(media.file('live.ts'));
    expect(back.videos[0]?.packets.length).toBeGreaterThan((seconds - 3) * fps);
    expect(await worstOffset(back, 2)).toBeLessThanOrEqual(0.04);
  });

  test('reads SRT, until it ends', async () => {
    const source = await SrtSource.start(file);
    try {
      const recorded = await record(server, async () => void (await server.live(source.url)));
      const back = await readBack(media, recorded);
      expect(back.videos[0]?.packets.length).toBeGreaterThan((seconds - 3) * fps);
      expect(await worstOffset(back, 2)).toBeLessThanOrEqual(0.04);
    } finally {
      await source.stop();
    }
  });
});

describe('what cannot be read', () => {
  beforeEach(() => expect(server.state.broadcast).toBeNull());

  test.each([
    ['a file that is not there', () => media.file('missing.mp4')],
    ['a folder', () => media.dir],
    ['an option', () => '-i'],
    ['a protocol in a name', () => `concat:${file}|${file}`],
    ['another in a name', () => 'pipe:0'],
    ['a resource that is not there', () => web.url('missing.mp4')],
    ['a closed port', () => 'rtmp://127.0.0.1:9/live/x'],
  ])('is refused: %s', async (_name, input) => {
    await expect(server.live(input())).rejects.toMatchObject({ code: 'ingest.source-unreadable' });
    expect(server.state.broadcast).toBeNull();
  });

  test.each(['data://text', 'file:///no/such\nfile', 'tcp://127.0.0.1:9', ''])(
    'is no input at all: %j',
    async (input) => {
      await expect(server.live(input)).rejects.toMatchObject({ code: 'input.invalid' });
    },
  );

  test('is refused: a file of rubbish', async () => {
    const rubbish = media.file('rubbish.mp4');
    await writeFile(rubbish, Buffer.alloc(100_000, 'nothing to see here '));
    await expect(server.live(rubbish)).rejects.toMatchObject({ code: 'ingest.source-unreadable' });
  });

  test('is refused: a playlist from the network that names a file of this computer', async () => {
    await media.make('secret.ts', ['-i', file, '-c', 'copy']);
    const playlist = (uri: string): string =>
      ['#EXTM3U', '#EXT-X-TARGETDURATION:6', '#EXTINF:6,', uri, '#EXT-X-ENDLIST', ''].join('\n');
    await writeFile(media.file('hostile.m3u8'), playlist(`file://${media.file('secret.ts')}`));
    await writeFile(media.file('friendly.m3u8'), playlist('secret.ts'));
    await expect(server.live(web.url('hostile.m3u8'))).rejects.toMatchObject({ code: 'ingest.source-unreadable' });
    // the same segment, by the network, is no trouble
    const id = await server.live(web.url('friendly.m3u8'));
    await server.untilPlayable();
    await server.end(id);
  });

  test('is refused: a playlist on this computer that names the network', async () => {
    const lines = ['#EXTM3U', '#EXT-X-TARGETDURATION:6', '#EXTINF:6,', web.url('called-home.ts'), '#EXT-X-ENDLIST', ''];
    const playlist = media.file('calls-home.m3u8');
    await writeFile(playlist, lines.join('\n'));
    await expect(server.live(playlist)).rejects.toMatchObject({ code: 'ingest.source-unreadable' });
    expect(web.requests).not.toContain('/called-home.ts');
  });
});
