import { expect, test } from '@playwright/test';
import { startBench, type ProgrammeBench } from './programme-steps.js';

/** For the top of a file: its tests share a bench, and none of their pages may throw. There from the first test on. */
export function fileBench(): ProgrammeBench {
  let bench: ProgrammeBench | null = null;
  const there = (): ProgrammeBench => {
    if (bench === null) throw new Error('Expected a test to ask for the bench, got the file itself');
    return bench;
  };
  test.beforeAll(async () => {
    bench = await startBench();
  });
  test.afterAll(() => bench?.site.close());
  const errors: string[] = [];
  test.beforeEach(({ page }) => {
    errors.length = 0;
    page.on('pageerror', (error) => errors.push(error.message));
  });
  test.afterEach(() => {
    expect(errors).toEqual([]);
  });
  return {
    get site() {
      return there().site;
    },
    get gif() {
      return there().gif;
    },
  };
}
