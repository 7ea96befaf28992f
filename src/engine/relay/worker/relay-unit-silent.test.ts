import { expect, test } from 'vitest';
import { UnitBench } from './testing/unit-bench.js';

test('a feed that is there and brings nothing is told of, until it brings something', async () => {
  const bench = new UnitBench();
  await bench.goLive();
  await bench.run(2_000);
  expect(bench.stand).toBe('live primary -');
  await bench.clock.run(5_000);
  expect(bench.stand).toBe('live primary relay.feed-silent');
  await bench.run(100);
  expect(bench.stand).toBe('live primary -');
  // a source that is gone is another thing
  await bench.clock.run(5_000);
  bench.sourceGoes();
  expect(bench.stand).toBe('live primary relay.no-source');
});
