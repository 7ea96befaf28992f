import { parentPort } from 'node:worker_threads';
import '../../src/engine/relay/relay-worker.js';

let key = '';

// The real relay thread with a fuse: a feed by the name of `bomb` makes it throw where nobody catches, with a key in its words.
parentPort?.on('message', (message: { type: string; feedId?: string; target?: { primary: { key: string } } }) => {
  if (message.type === 'start') key = message.target?.primary.key ?? '';
  if (message.type === 'feed' && message.feedId === 'bomb') throw new Error(`bomb ${key}\n    at ${key}`);
});
