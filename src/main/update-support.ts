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
}

/**
 * A portable program on Windows unpacks itself anew at every start; what a Linux system's own packages brought they also replace.
 */
export function updateSupport({ platform, env, execPath, hasFeed }: UpdateFacts): UpdateSupport {
  if (!hasFeed) return 'no-feed';
  if (platform === 'win32' && env['PORTABLE_EXECUTABLE_DIR'] !== undefined) return 'portable';
  if (platform === 'linux' && ownAppImage(env, execPath) === null) return 'system-package';
  return 'yes';
}
