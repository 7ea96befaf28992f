import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/integration/support/longest-first.js';

const cores = availableParallelism();
// what takes longer hangs: on a machine that has much else to do everything takes ten times as long
const patience = {
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 120_000 } },
  // servers and encoders beside each other on few cores: who needed a second try is named as flaky in the summary
  retry: 1,
};

export default defineConfig({
  test: {
    // every program that a test starts finds ffmpeg alone: see CONTRIBUTING.md, "Tests"
    globalSetup: ['test/integration/support/only-ffmpeg.ts'],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'scripts/**/*.test.ts'],
          ...patience,
          maxWorkers: cores,
          // projects with other numbers of workers run one after the other
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          ...patience,
          // most of them wait for programmes that run at their own speed, at a quarter of a core each
          maxWorkers: cores * 3,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
