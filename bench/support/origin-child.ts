import path from 'node:path';
import { systemClock } from '../../src/engine/clock.js';
import type { Logger } from '../../src/engine/log/logger.js';
import { createOrigin } from '../../src/engine/serve/create-origin.js';

const quiet = (): void => undefined;
const logger: Logger = { debug: quiet, info: quiet, warn: console.error, error: console.error, child: () => logger };

/** Runs the product's HTTP origin, in its worker thread, and nothing beside it. Ends with its parent. */
export async function runOriginChild(root: string): Promise<void> {
  const workerFile = path.resolve('out/node/origin-worker.mjs');
  const origin = createOrigin({ root, workerFile, port: 0, lan: false, clock: systemClock, log: logger });
  process.once('disconnect', () => void origin.stop('the benchmark is over').then(() => process.exit(0)));
  await origin.start();
  process.send?.({ url: origin.baseUrls()[0]?.url });
}
