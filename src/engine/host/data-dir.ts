import { homedir } from 'node:os';
import type { DataSurroundings } from '../../shared/data-dir.js';

/** Where this program runs. */
export interface Surroundings extends DataSurroundings {
  readonly platform: NodeJS.Platform;
  readonly cwd: string;
}

/** The real surroundings. */
export function surroundings(): Surroundings {
  return { platform: process.platform, env: process.env, home: homedir(), cwd: process.cwd() };
}
