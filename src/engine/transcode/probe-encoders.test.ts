import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseEncoders, probeEncoders } from './probe-encoders.js';
import { silentLogger, TestBench } from './testing/test-bench.js';

let bench: TestBench;
beforeAll(async () => {
  bench = await TestBench.open();
});
afterAll(() => bench.close());

describe('probeEncoders', () => {
  it('finds x264 by encoding with it, and remembers', async () => {
    const { ffmpeg, owner } = bench;
    const cacheFile = join(bench.folder, 'deep', 'encoders.json');
    const probe = (version = ffmpeg.version) =>
      probeEncoders({ ffmpeg: { ...ffmpeg, version }, owner, logger: silentLogger, cacheFile });
    const found = await probe();
    expect(found.at(-1)).toBe('libx264');
    const written = JSON.parse(await readFile(cacheFile, 'utf8'));
    expect(written.encoders).toEqual(found);
    await writeFile(cacheFile, JSON.stringify({ ...written, encoders: ['h264_nvenc'] }));
    expect(await probe()).toEqual(['h264_nvenc']);
    expect(await probe('another')).toEqual(found);
    await writeFile(cacheFile, '{"path":');
    expect(await probe()).toEqual(found);
  });

  it('reads the list of encoders', () => {
    const lines = [
      ' ------',
      ' V....D libx264              libx264 H.264',
      ' A....D aac                  AAC',
      ' V..... = Video',
    ];
    expect([...parseEncoders(lines)]).toEqual(['libx264', 'aac']);
  });
});
