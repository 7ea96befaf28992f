/** What the engine itself writes where viewers read it, in one place, ready for translation. */
export const viewerWords = {
  /** The title of a broadcast that was given none. `day`: date and time of day. */
  broadcast: (day: string) => `Broadcast ${day}`,
  testProgramme: (day: string) => `Test programme ${day}`,
  /** The title of a clip of a broadcast. */
  clip: (title: string) => `Clip of ${title}`,
} as const;
