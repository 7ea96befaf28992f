import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { Database } from '../engine/database/database.js';
import { MeasuredLine } from '../engine/relay/measured-line.js';

/**
 * Remembers what a test measured of the line, for the budget of the next show. Without an engine: a studio may be running on the
 * same data folder. Whether it was kept: not in a folder that no engine has used, nor in one of another version.
 */
export function keepMeasuredLine(dataDir: string, bitsPerSecond: number): boolean {
  const file = join(dataDir, 'headwater.sqlite');
  if (!existsSync(file)) return false;
  const database = new Database(new DatabaseSync(file, { timeout: 5_000 }));
  try {
    new MeasuredLine({ database }).keep(bitsPerSecond);
    return true;
  } catch {
    return false;
  } finally {
    database.close();
  }
}
