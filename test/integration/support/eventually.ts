import { setTimeout as pause } from 'node:timers/promises';

/** How often it is looked again: what is waited for here (files, other programs' processes) tells nobody when it changes. */
const everyMs = 20;
/** What takes longer hangs: a machine that has much else to do takes ten times as long for everything. */
const hungMs = 120_000;

/** The first answer of `look` that is not null. Rejects when there is none for two minutes. */
export async function eventually<T>(what: string, look: () => T | null | Promise<T | null>): Promise<T> {
  const deadline = performance.now() + hungMs;
  for (;;) {
    const answer = await look();
    if (answer !== null) return answer;
    if (performance.now() > deadline) throw new Error(`Expected ${what}, got nothing for two minutes`);
    await pause(everyMs);
  }
}
