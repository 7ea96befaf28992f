import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestEngine } from './support/engine.js';
import { sendEnhancedHevc } from './support/enhanced-rtmp.js';
import { flashAndBeep, Media } from './support/media.js';
import { readBack, record, worstOffset } from './support/recorded.js';

const fps = 15;
let media: Media;
let server: TestEngine;

beforeAll(async () => {
  media = await Media.create();
  server = await TestEngine.start({ reconnectWindowSeconds: 0 });
});
afterAll(async () => {
  await server.stop();
  await media.remove();
});

describe('HEVC', () => {
  test('from a file becomes an H.264 ladder, whole and in step', async () => {
    const params = 'log-level=none:keyint=30:min-keyint=30:scenecut=0';
    const file = await media.make('hevc.mp4', [
      ...flashAndBeep({ size: '640x360', fps, seconds: 6 }),
      ...['-pix_fmt', 'yuv420p', '-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', params, '-tag:v', 'hvc1'],
      ...['-c:a', 'aac', '-b:a', '96k'],
    ]);
    const recorded = await record(server, async () => void (await server.live(file)));
    const back = await readBack(media, recorded);
    expect(recorded.source.video).toMatchObject({ codec: 'hevc' });
    expect(recorded.reasons).toContain('source.codec-not-copied');
    for (const { name, packets: frames } of back.videos) expect([name, frames.length]).toEqual([name, 6 * fps]);
    for (const { codecs } of recorded.archive.master.variants)
      expect(codecs).toMatch(/^avc1\.[0-9a-f]{6},mp4a\.40\.2$/);
    expect(await worstOffset(back, 5)).toBeLessThanOrEqual(0.04);
  });

  test('by enhanced RTMP streams where ffmpeg reads it, and is refused in words where it does not', async () => {
    const [input] = server.state.inputs;
    const { key } = await server.engine.queries.revealKey(input?.id ?? '');
    const client = await sendEnhancedHevc(media, server.state.rtmp.port ?? 0, key);
    const answer = await server.until('a word about HEVC', ({ notices, broadcast }) => {
      const refusal = notices.find(({ reason }) => reason.code === 'ingest.codec-unsupported');
      return refusal?.reason ?? (broadcast?.source?.video?.codec === 'hevc' ? 'streams' : null);
    });
    const [major = 0, minor = 0] = (server.state.engine.ffmpeg?.version ?? '')
      .split('.')
      .map((part) => parseInt(part, 10));
    if (major > 6 || (major === 6 && minor >= 1)) {
      expect(answer).toBe('streams');
      const id = server.state.broadcast?.id ?? '';
      client.socket.end();
      expect((await server.ended(id)).lostSegments).toBe(0);
    } else {
      expect(answer).toMatchObject({ details: { codec: 'hevc', ffmpeg: server.state.engine.ffmpeg?.version } });
      // cut off, nothing begun, and the next encoder is welcome
      await client.closed;
      expect(server.state.broadcast).toBeNull();
      await server.until('a free input', ({ inputs }) => (inputs[0]?.status === 'idle' ? true : null));
    }
  });
});
