import { Writable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Outbox } from './outbox.js';

/** A line that takes a batch only when it is told to. */
class SlowLine extends Writable {
  readonly batches: Buffer[] = [];
  #taken: (() => void) | null = null;

  constructor() {
    super({ highWaterMark: 1 });
  }

  override _writev(chunks: { chunk: Buffer }[], callback: () => void): void {
    this.batches.push(Buffer.concat(chunks.map(({ chunk }) => chunk)));
    this.#taken = callback;
  }

  override _write(chunk: Buffer, _encoding: string, callback: () => void): void {
    this._writev([{ chunk }], callback);
  }

  async takeBatch(): Promise<void> {
    const taken = this.#taken;
    this.#taken = null;
    taken?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('everything goes out in order, in batches, and what waits is told to the byte', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(90_000), { minLength: 1, maxLength: 30 }), fc.nat(30), async (sizes, early) => {
      const line = new SlowLine();
      const outbox = new Outbox(line);
      const buffers = sizes.map((size, index) => Buffer.alloc(size, index));
      outbox.write(buffers.slice(0, early));
      outbox.write(buffers.slice(early));
      const all = Buffer.concat(buffers);
      let rounds = 0;
      while (outbox.unsentBytes > 0) {
        expect(outbox.unsentBytes + outbox.takenBytes).toBe(all.length);
        await line.takeBatch();
        rounds += 1;
        expect(rounds).toBeLessThan(1_000);
      }
      expect(Buffer.concat(line.batches).equals(all)).toBe(true);
      for (const batch of line.batches) expect(batch.length).toBeLessThan(64 * 1024 + 90_000);
      await outbox.emptied();
    }),
    { numRuns: 30 },
  );
});

test('progress shows batch by batch while a long queue drains', async () => {
  const line = new SlowLine();
  const outbox = new Outbox(line);
  outbox.write(Array.from({ length: 200 }, () => Buffer.alloc(4_096)));
  const seen: number[] = [];
  while (outbox.unsentBytes > 0) {
    const before = outbox.lastProgressAtMs;
    await line.takeBatch();
    expect(outbox.lastProgressAtMs).toBeGreaterThan(before);
    seen.push(outbox.unsentBytes);
  }
  expect(seen.slice(0, 3)).toEqual([753_664, 688_128, 622_592]);
});

test('after a pause, time counts from the first byte that waits', async () => {
  const line = new SlowLine();
  const outbox = new Outbox(line);
  const atStart = outbox.lastProgressAtMs;
  await new Promise((resolve) => setImmediate(resolve));
  outbox.write([Buffer.alloc(10)]);
  const first = outbox.lastProgressAtMs;
  expect(first).toBeGreaterThan(atStart);
  outbox.write([Buffer.alloc(10)]);
  expect(outbox.lastProgressAtMs).toBe(first);
});

test('what is discarded is gone, and whoever waited goes on', async () => {
  const line = new SlowLine();
  const outbox = new Outbox(line);
  outbox.write([Buffer.alloc(100_000), Buffer.alloc(100_000)]);
  const emptied = outbox.emptied();
  outbox.discard();
  await emptied;
  outbox.write([Buffer.alloc(5)]);
  await line.takeBatch();
  expect(outbox.unsentBytes).toBe(0);
  expect(line.batches.length).toBe(1);
});
