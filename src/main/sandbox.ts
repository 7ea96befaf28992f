/** What says whether pages are shut in. */
export interface SandboxFacts {
  /** Chromium's `--no-sandbox`: an AppImage's launcher adds it where the system gives programs no namespaces of their own. */
  readonly isSwitchedOff: boolean;
  /** The user's number; undefined on Windows. */
  readonly uid: number | undefined;
}

/**
 * Whether pages run without Chromium's sandbox, though they could have one. Root has none anywhere (Chromium gives it none), and knows: the
 * program does not start for root without that switch.
 */
export function isSandboxMissing({ isSwitchedOff, uid }: SandboxFacts): boolean {
  return isSwitchedOff && uid !== 0;
}
