import { z } from 'zod';
import type { WithoutUpdates } from '../shared/update-news.js';
import { ownAppImage } from './own-app-image.js';

/** Whether this copy of the app can update itself; `yes`, or what it is instead. */
export type UpdateSupport = 'yes' | WithoutUpdates;

export interface UpdateFacts {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly execPath: string;
  /** The builder wrote down where updates are: it does so in releases alone. */
  readonly hasFeed: boolean;
  /** The text of the package.json in the archive, where the builder says why a release has no feed; `{}` outside of one. */
  readonly packed: string;
}

const unsigned = z.object({ updates: z.literal('unsigned') });

/**
 * A portable program on Windows unpacks itself anew at every start; what a Linux system's own packages brought they also replace.
 */
export function updateSupport({ platform, env, execPath, hasFeed, packed }: UpdateFacts): UpdateSupport {
  if (!hasFeed) return unsigned.safeParse(JSON.parse(packed)).success ? 'unsigned' : 'no-feed';
  if (platform === 'win32' && env['PORTABLE_EXECUTABLE_DIR'] !== undefined) return 'portable';
  if (platform === 'linux' && ownAppImage(env, execPath) === null) return 'system-package';
  return 'yes';
}
