import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SoundBlock } from '../protocol.js';
import { BlockMaker } from './block-maker.js';

test('blocks follow each other without a gap and hold what came, however it was cut', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.array(fc.integer({ min: 0, max: 130 })), (frames, sizes) => {
      const blocks: SoundBlock[] = [];
      const maker = new BlockMaker({ frames, nowMs: () => 17, onBlock: (block) => blocks.push(block) });
      let count = 0;
      for (const size of sizes) {
        const left = Float32Array.from({ length: size }, (_, index) => count + index);
        maker.add(
          left,
          left.map((sample) => -sample),
        );
        count += size;
      }
      expect(blocks.map(({ startFrame }) => startFrame)).toEqual(blocks.map((_, index) => index * frames));
      expect(blocks.length).toBe(Math.floor(count / frames));
      const all = blocks.flatMap(({ samples }) => [...samples[0]]);
      expect(all).toEqual(all.map((_, index) => index));
      expect(blocks.flatMap(({ samples }) => [...samples[1]])).toEqual(all.map((sample) => -sample));
      expect(new Set(blocks.map(({ samples }) => samples[0].buffer)).size).toBe(blocks.length);
    }),
  );
});
