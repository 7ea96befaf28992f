import { describe, expect, it } from 'vitest';
import { makePart } from '../../engine/package/fragment-writer.js';
import { makeBox } from '../../engine/package/boxes.js';
import { beginsRun } from './first-fragment.js';

function partOf(sequenceNumber: number): Buffer {
  const sample = { dts: 0, pts: 0, duration: 3000, isSync: true, data: Buffer.from([1, 2, 3]) };
  return makePart([sample], { trackId: 1, sequenceNumber, offsetTicks: 900_000 });
}

const bufferOf = (bytes: Buffer): ArrayBuffer => Uint8Array.from(bytes).buffer;

describe('beginsRun', () => {
  it('knows the first segment of a run by the number of its first fragment, as the engine writes it', () => {
    expect(beginsRun(bufferOf(partOf(1)))).toBe(true);
    expect(beginsRun(bufferOf(partOf(2)))).toBe(false);
    expect(beginsRun(bufferOf(Buffer.concat([partOf(7), partOf(1)])))).toBe(false);
  });

  it('looks past boxes that stand before it', () => {
    const styp = makeBox('styp', Buffer.from('msdh'));
    expect(beginsRun(bufferOf(Buffer.concat([styp, partOf(1)])))).toBe(true);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['an error page', Buffer.from('<html>not found</html>')],
    ['a box of no size', Buffer.alloc(64)],
    ['half a header', partOf(1).subarray(0, 20)],
  ])('says nothing of %s', (_what, bytes) => {
    expect(beginsRun(bufferOf(bytes))).toBeNull();
  });
});
