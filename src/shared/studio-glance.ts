import { z } from 'zod';

/** The studio as the desktop's tray shows it: what its page would do now, in a few words. */
export const studioGlanceSchema = z.object({
  /**
   * Of the show: `changing` begins or ends, `leaving` can still be taken back, `broken` can be gone on with from here, `other` is
   * something else on air (an encoder, another window).
   */
  show: z.enum(['off', 'changing', 'live', 'recording', 'rehearsal', 'leaving', 'broken', 'other']),
  isPaused: z.boolean(),
  /** Whether a screen or a window is captured, sent or not. */
  isSharing: z.boolean(),
  microphones: z.enum(['none', 'heard', 'muted']),
  /** What viewers open; null: there is none yet. */
  link: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable(),
});
export type StudioGlance = z.infer<typeof studioGlanceSchema>;

/** What the tray has the page do. */
export type TrayAct = 'toggleShow' | 'muteMicrophones';
