import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineTail } from './line-tail.js';

describe('LineTail', () => {
  it('gives the same lines however the text is cut', () => {
    const line = fc.string({ minLength: 1, maxLength: 20 }).map((text) => text.replace(/[\r\n]/g, '.'));
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 50 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.integer({ min: 1, max: 9 }),
        (lines, end, step) => {
          const tail = new LineTail((text) => text);
          const text = lines.map((one) => one + end).join('');
          for (let at = 0; at < text.length; at += step) tail.push(text.slice(at, at + step));
          tail.end();
          expect(tail.lines()).toEqual(lines);
        },
      ),
    );
  });

  it('keeps the last 200 lines and the first 2000 characters of a line', () => {
    const tail = new LineTail((line) => line);
    for (let index = 0; index < 500; index += 1) tail.push(`line ${index}\n`);
    for (let index = 0; index < 100; index += 1) tail.push('x'.repeat(1000));
    tail.push('\nlast');
    tail.end();
    const lines = tail.lines();
    expect(lines).toHaveLength(200);
    expect(lines[0]).toBe('line 302');
    expect(lines.at(-2)).toBe(`${'x'.repeat(2000)}…`);
    expect(lines.at(-1)).toBe('last');
  });

  it('keeps fewer lines where fewer will do', () => {
    const tail = new LineTail((line) => line, 2);
    tail.push('one\ntwo\nthree\n');
    expect(tail.lines()).toEqual(['two', 'three']);
  });

  it('keeps what the listener answers', () => {
    const tail = new LineTail((line) => line.replace('secret', '***'));
    tail.push('a secret\n');
    expect(tail.lines()).toEqual(['a ***']);
  });
});
