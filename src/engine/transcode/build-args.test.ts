import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildArgs, type ArgsRequest } from './build-args.js';
import { softwareEncoder } from './encoder-profiles.js';
import type { LadderPlan } from './plan.js';

const top = { name: '720p', width: 1280, height: 720, fps: null, copied: true, averageBitrate: 3e6, maxBitrate: null };
const low = {
  name: '360p',
  width: 640,
  height: 360,
  fps: 30,
  copied: false,
  averageBitrate: 365_000,
  maxBitrate: 438_000,
};
const audio = { name: 'audio', sampleRate: 48000, channels: 2, averageBitrate: 128_000, copied: false } as const;
const copying: LadderPlan = { video: [top, low], audio, encodeReason: null };

function args(change: Partial<ArgsRequest> = {}): string[] {
  return buildArgs({
    input: { kind: 'rtmp-pull', url: 'rtmp://127.0.0.1:1/a/b' },
    plan: copying,
    encoder: softwareEncoder,
    segmentSeconds: 2,
    outputs: ['720p', '360p', 'audio'].map((name, index) => ({ name, url: `tcp://127.0.0.1:${index + 1}` })),
    cores: 2,
    ...change,
  });
}

/** The value after each occurrence of an option. */
const values = (list: readonly string[], option: string): (string | undefined)[] =>
  list.flatMap((arg, index) => (arg === option ? [list[index + 1]] : []));

describe('buildArgs', () => {
  it("begins inside a file on the whole file's time line", () => {
    const list = args({ input: { kind: 'file', url: 'file:a.mp4', startSeconds: 11.996 } });
    expect(list.indexOf('-ss')).toBeLessThan(list.indexOf('-i'));
    expect(values(list, '-ss')).toEqual(['11.996000']);
    expect(values(list, '-output_ts_offset')).toEqual(['21.996', '21.996', '21.996']);
    expect(values(args(), '-output_ts_offset')).toEqual(['10', '10', '10']);
    expect(args()).not.toContain('-ss');
  });

  it('maps each rendition to its output, in the order of the plan', () => {
    const list = args();
    expect(values(list, '-map')).toEqual(['0:V:0', '0:V:0', '0:a:0']);
    expect(list.filter((arg) => arg.startsWith('tcp:'))).toEqual([1, 2, 3].map((port) => `tcp://127.0.0.1:${port}`));
    expect(values(list, '-c:v')).toEqual(['copy', 'libx264']);
    expect(values(list, '-avoid_negative_ts')).toEqual(['disabled', 'disabled', 'disabled']);
  });

  it('follows the source in a copied ladder, its own clock in an encoded one', () => {
    expect(values(args(), '-force_key_frames')).toEqual(['source']);
    const encoded = { ...copying, video: [{ ...top, copied: false, maxBitrate: 36e5 }, low] };
    const list = args({ plan: encoded });
    expect(values(list, '-force_key_frames')).toEqual(
      Array(2).fill('expr:isnan(prev_forced_t)+gte(t,prev_forced_t+1.995)'),
    );
    expect(values(list, '-vf')[0]).not.toContain('select');
    expect(values(list, '-vf')[1]).toContain('select');
  });

  it('leaves out the picture that RTP gives no time', () => {
    const input = { kind: 'live-url', url: 'rtsp://camera/1' } as const;
    const untimed = (list: readonly string[]): readonly (string | undefined)[] => [
      ...values(list, '-bsf:v'),
      ...values(list, '-vf').map((filters) => /select=gte\(n[^)]*\)/.exec(filters ?? '')?.[0]),
    ];
    const encoded = { ...copying, video: [{ ...top, copied: false, maxBitrate: 36e5 }, low] };
    expect(untimed(args({ input }))).toEqual(['noise=drop=eq(pts\\,nopts)', undefined]);
    expect(untimed(args({ input, plan: encoded }))).toEqual(Array(2).fill('select=gte(n\\,1)'));
    expect(untimed(args({ input: { kind: 'live-url', url: 'srt://camera:1' } }))).toEqual([undefined]);
  });

  it('deinterlaces what is interlaced', () => {
    const plan = { ...copying, video: [low], encodeReason: { code: 'source.interlaced', details: {} } };
    expect(values(args({ plan }), '-vf')[0]).toMatch(/^yadif=/);
    expect(values(args(), '-vf')[0]).not.toContain('yadif');
  });

  it('reads files at their own speed, the rest as it comes', () => {
    expect(args({ input: { kind: 'file', url: 'file:a' } })).toContain('-re');
    expect(args()).not.toContain('-re');
    expect(args({ input: { kind: 'live-url', url: 'rtsp://c/1' } })).not.toContain('-re');
  });

  it('waits for both tracks only when the plan has both', () => {
    expect(values(args(), '-analyzeduration')).toEqual(['5000000']);
    expect(values(args({ plan: { ...copying, audio: null } }), '-analyzeduration')).toEqual(['500000']);
  });

  it('keeps an input one argument, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const url = `file:${name}`;
        const list = args({ input: { kind: 'file', url } });
        expect(values(list, '-i')).toEqual([url]);
        expect(values(list, '-protocol_whitelist')).toEqual(['file']);
      }),
    );
  });
});
