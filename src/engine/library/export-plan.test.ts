import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RenditionRow, SegmentRow } from '../archive/journal.js';
import { chooseRendition, planStretches } from './export-plan.js';
import type { TrackConfig } from './track-config.js';

const rendition = (name: string, position: number, kind: RenditionRow['kind'] = 'video'): RenditionRow => ({
  broadcastId: '20261121-070000-abcdefgh',
  name,
  kind,
  position,
  width: null,
  height: null,
  fps: null,
  codecs: '',
  copied: false,
  timescale: 90_000,
  maxBitrate: null,
});
const segment = (sequence: number, init: number): SegmentRow => ({
  broadcastId: '20261121-070000-abcdefgh',
  rendition: '720p',
  sequence,
  init,
  state: 'closed',
  startTicks: sequence * 90_000,
  durationTicks: 90_000,
  sizeBytes: 1,
  programDateTimeMs: 0,
  discontinuity: false,
});
const config = (fingerprint: string): TrackConfig => ({ fingerprint, entry: fingerprint.slice(0, 4) });

describe('chooseRendition', () => {
  const renditions = [rendition('1080p', 0), rendition('720p', 1), rendition('audio', 2, 'audio')];
  it.each([
    [[600, 600, 600], '1080p'],
    [[595, 600, 600], '1080p'],
    [[500, 600, 600], '720p'],
    [[0, 0, 600], undefined],
  ])('of %j seconds takes %s', (seconds, name) => {
    expect(chooseRendition('video', renditions, ({ position }) => seconds[position] ?? 0)?.name).toBe(name);
  });
});

describe('planStretches', () => {
  const inits = fc.array(fc.nat(5), { maxLength: 30 });
  const kinds = fc.array(fc.constantFrom('avc1-a', 'avc1-b', 'hvc1-a'), { minLength: 6, maxLength: 6 });

  it('keeps the order, loses nothing that can be kept, and cuts exactly where the configuration changes', () => {
    fc.assert(
      fc.property(inits, kinds, fc.constantFrom('video', 'audio'), (order, names, kind) => {
        const segments = order.map((init, sequence) => segment(sequence, init));
        const configs = new Map(names.map((name, init) => [init, config(name)]));
        const { stretches, leftOut } = planStretches(kind, segments, configs);
        const kept = stretches.flatMap((stretch) => stretch.segments);
        expect([...kept, ...leftOut].sort((a, b) => a.sequence - b.sequence)).toEqual(segments);
        expect(kept).toEqual([...kept].sort((a, b) => a.sequence - b.sequence));
        const fingerprints = stretches.map((stretch) => {
          const own = new Set(stretch.segments.map((row) => configs.get(row.init)?.fingerprint));
          expect(own.size).toBe(1);
          return [...own][0];
        });
        for (const [index, name] of fingerprints.entries()) expect(name).not.toBe(fingerprints[index - 1]);
        expect(kept.length).toBeGreaterThanOrEqual(leftOut.length / 2);
        if (kind === 'audio') expect(stretches.length).toBeLessThanOrEqual(1);
        expect(new Set(fingerprints.map((name) => name?.slice(0, 4))).size).toBeLessThanOrEqual(1);
      }),
    );
  });
});
