/** Past this a process is killed: quitting must end (the engine repairs at the next start). */
const STOP_LIMIT_MS = 8_000;

export interface Ending {
  /** Asks it to end. */
  readonly ask: () => void;
  /** Resolves when it is gone. */
  readonly exited: Promise<void>;
  /** Ends it without asking. */
  readonly kill: () => void;
}

/** Asks a process to end, and kills it where it has not after 8 s. Resolves when it is gone. */
export async function endInTime({ ask, exited, kill }: Ending): Promise<void> {
  const timer = setTimeout(kill, STOP_LIMIT_MS);
  ask();
  await exited;
  clearTimeout(timer);
}
