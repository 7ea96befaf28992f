import { EventEmitter } from 'node:events';
import type { Rectangle } from 'electron';
import { expect, test } from 'vitest';
import { PictureLine } from './picture-line.js';

interface Sent {
  readonly type: string;
  readonly part?: Rectangle;
  readonly pixels?: Uint8Array;
}

/** A port, and what was sent over it. */
function openPort() {
  const sent: Sent[] = [];
  const events = new EventEmitter();
  const port = Object.assign(events, {
    postMessage: (message: Sent) => void sent.push(message),
    start: () => undefined,
    close: () => undefined,
  });
  return { port: port as never, sent, answer: () => events.emit('message') };
}

const rect = (x: number, y: number, width: number, height: number): Rectangle => ({ x, y, width, height });

/** A picture whose every byte is `shade`. */
function image(shade: number, size = { width: 100, height: 50 }) {
  const crop = ({ width, height }: Rectangle) => ({ toBitmap: () => Buffer.alloc(width * height * 4, shade) });
  return { crop, getSize: () => size, toBitmap: () => Buffer.alloc(0) } as never;
}

test('the first picture is whole, those that follow what is new; one is under way, the rest of it goes together', () => {
  const line = new PictureLine();
  const { port, sent, answer } = openPort();
  line.connect(port);
  line.take(rect(0, 0, 10, 10), image(1));
  expect(sent.map(({ part }) => part)).toEqual([rect(0, 0, 100, 50)]);
  line.take(rect(10, 10, 10, 10), image(2));
  line.take(rect(40, 20, 10, 10), image(3));
  expect(sent).toHaveLength(1);
  answer();
  expect(sent[1]).toMatchObject({ part: rect(10, 10, 40, 20) });
  // as it was last
  expect(sent[1]?.pixels).toEqual(new Uint8Array(40 * 20 * 4).fill(3));
  answer();
  answer();
  expect(sent).toHaveLength(2);
  line.take(rect(-5, 45, 20, 20), image(4));
  expect(sent[2]).toMatchObject({ part: rect(0, 45, 15, 5) });
});

test('another size, another port, and a picture after none are whole; nobody gets any without a port', () => {
  const line = new PictureLine();
  line.take(rect(0, 0, 10, 10), image(1));
  const first = openPort();
  line.connect(first.port);
  line.take(rect(0, 0, 10, 10), image(1));
  first.answer();
  line.take(rect(0, 0, 10, 10), image(1, { width: 60, height: 40 }));
  expect(first.sent[1]).toMatchObject({ part: rect(0, 0, 60, 40) });
  // while one is under way
  line.take(rect(0, 0, 5, 5), image(1, { width: 80, height: 40 }));
  line.take(rect(0, 0, 5, 5), image(1, { width: 80, height: 40 }));
  first.answer();
  expect(first.sent[2]).toMatchObject({ part: rect(0, 0, 80, 40) });
  line.clear();
  expect(first.sent[3]).toEqual({ type: 'none' });
  first.answer();
  line.take(rect(0, 0, 5, 5), image(1, { width: 80, height: 40 }));
  expect(first.sent[4]).toMatchObject({ part: rect(0, 0, 80, 40) });
  const second = openPort();
  line.connect(second.port);
  line.take(rect(0, 0, 5, 5), image(1, { width: 80, height: 40 }));
  expect(second.sent[0]).toMatchObject({ part: rect(0, 0, 80, 40) });
  line.close();
  line.take(rect(0, 0, 5, 5), image(1));
  expect(second.sent).toHaveLength(1);
});
