import { z } from 'zod';

/** A message of the system that the studio asks for. `link`: viewers can watch now; a click copies what they open. */
export const nativeNoticeSchema = z.object({
  about: z.enum(['link', 'trouble']),
  title: z.string().min(1).max(200),
  body: z.string().max(600),
});
export type NativeNotice = z.infer<typeof nativeNoticeSchema>;
