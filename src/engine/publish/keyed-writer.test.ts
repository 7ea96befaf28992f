import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KeyedWriter } from './keyed-writer.js';

/** A destination that remembers, and fails where `fails` says so. */
function writerTo(written: string[], fails: (content: string) => boolean = () => false) {
  const errors: unknown[] = [];
  const writer = new KeyedWriter({
    write: async (key, content) => {
      await Promise.resolve();
      if (fails(content)) throw new Error(`refused ${content}`);
      written.push(`${key}=${content}`);
    },
    onError: (_key, error) => errors.push(error),
  });
  return { writer, errors };
}

async function microtasks(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) await Promise.resolve();
}

describe('KeyedWriter', () => {
  test('writes what is put right behind content that was there already', async () => {
    const written: string[] = [];
    const { writer } = writerTo(written);
    await writer.put('k', () => 'a');
    void writer.put('k', () => 'a');
    void writer.put('k', () => 'b');
    await writer.settle();
    expect(written).toEqual(['k=a', 'k=b']);
  });

  test('tells whether the newest content is there, and goes on after a failure', async () => {
    const written: string[] = [];
    const { writer, errors } = writerTo(written, (content) => content === 'bad');
    expect(await writer.put('k', () => 'bad')).toBe(false);
    const throwing = (): string => {
      throw new Error('cannot be rendered');
    };
    expect(await writer.put('k', throwing)).toBe(false);
    expect(await writer.put('k', () => 'good')).toBe(true);
    expect(errors).toEqual([new Error('refused bad'), new Error('cannot be rendered')]);
    expect(written).toEqual(['k=good']);
  });

  test('ends with the newest of each key, whenever it was put', async () => {
    const put = fc.record({ key: fc.constantFrom('k', 'l'), content: fc.constantFrom('a', 'b'), pause: fc.nat(12) });
    await fc.assert(
      fc.asyncProperty(fc.array(put, { maxLength: 12 }), async (puts) => {
        const written: string[] = [];
        const { writer } = writerTo(written);
        const newest = new Map<string, string>();
        for (const { key, content, pause } of puts) {
          void writer.put(key, () => content);
          newest.set(key, content);
          await microtasks(pause);
        }
        await writer.settle();
        for (const [key, content] of newest) {
          expect(written.filter((line) => line.startsWith(key)).at(-1)).toBe(`${key}=${content}`);
        }
        // nothing twice in a row
        for (const key of newest.keys()) {
          const lines = written.filter((line) => line.startsWith(key));
          expect(lines.filter((line, index) => line === lines[index - 1])).toEqual([]);
        }
      }),
    );
  });
});
