import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { RelayFeedAnswer, RelayFeedMessage, RelayTag } from '../relay-tag.js';
import { asEnhancedHevc } from './enhanced-hevc.js';

/** A message that was passed on: its size as it came, and what of it as it went has not been taken yet. */
interface Passed {
  readonly bytes: number;
  untaken: number;
}

/**
 * A feed whose HEVC is that of enhanced RTMP, whatever the encoder wrote. The reader's answers go back to whoever has the packets,
 * in that one's bytes: a reader that stands still is felt there, and nothing gathers here.
 */
export function enhancedPort(from: MessagePort): MessagePort {
  const { port1, port2 } = new MessageChannel();
  const passed: Passed[] = [];
  from.on('message', (message: RelayFeedMessage) => {
    if (message.type === 'end') {
      port2.postMessage(message);
      port2.close();
      return;
    }
    const tags = message.tags.map((tag) => (tag.type === 9 ? { ...tag, data: asEnhancedHevc(tag.data) } : tag));
    passed.push({ bytes: bytesOf(message.tags), untaken: bytesOf(tags) });
    port2.postMessage({ type: 'tags', tags } satisfies RelayFeedMessage);
  });
  port2.on('message', ({ bytes }: RelayFeedAnswer) => {
    let taken = 0;
    for (let left = bytes; left > 0;) {
      const first = passed[0];
      if (first === undefined) break;
      const part = Math.min(left, first.untaken);
      left -= part;
      first.untaken -= part;
      if (first.untaken > 0) break;
      taken += first.bytes;
      passed.shift();
    }
    if (taken > 0) from.postMessage({ type: 'taken', bytes: taken } satisfies RelayFeedAnswer);
  });
  from.once('close', () => port2.close());
  port2.once('close', () => from.close());
  return port1;
}

function bytesOf(tags: readonly RelayTag[]): number {
  return tags.reduce((sum, { data }) => sum + data.length, 0);
}
