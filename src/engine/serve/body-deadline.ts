import type { IncomingMessage } from 'node:http';
import type { Clock } from '../clock.js';

/** Cuts a request whose body has not come whole after `limitMs`: nobody holds a connection by sending a byte now and then. */
export function setBodyDeadline(request: IncomingMessage, clock: Clock, limitMs: number): void {
  const cancel = clock.after(limitMs, () => {
    if (!request.complete) request.destroy();
  });
  request.once('close', cancel);
}
