import { z } from 'zod';

/**
 * Who may see a broadcast. `public`: listed on the channel page, played by the permanent stream URL, sent to relays.
 * `unlisted`: at the destination for those who have its link, and named nowhere. `private`: on this computer alone.
 */
export const visibilitySchema = z.enum(['public', 'unlisted', 'private']);
export type Visibility = z.infer<typeof visibilitySchema>;

/** True for what the channel names: its page, its lists, its permanent stream URL, its relays. */
export function isListed(broadcast: { readonly visibility: Visibility }): boolean {
  return broadcast.visibility === 'public';
}

/** True for what goes to the creator's destination when it begins. */
export function isPublishedAtOnce(broadcast: { readonly visibility: Visibility }): boolean {
  return broadcast.visibility !== 'private';
}
