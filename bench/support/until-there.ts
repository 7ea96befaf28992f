import { setTimeout as pause } from 'node:timers/promises';

/** Waits until an address answers 200. Throws when it does not within half a minute. */
export async function untilThere(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const { status } = await fetch(url);
    if (status === 200) return;
    await pause(50);
  }
  throw new Error(`Expected ${url} within half a minute`);
}
