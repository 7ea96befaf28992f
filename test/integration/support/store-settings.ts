import path from 'node:path';
import { openDatabase } from '../../../src/engine/database/open-database.js';
import { SqliteSettingsStore } from '../../../src/engine/settings/sqlite-settings-store.js';
import type { SettingsPatch } from '../../../src/shared/settings.js';
import { silent } from './silent-logger.js';

/** Stores settings in a data folder that no engine has open, for the engines that are started with it later. */
export function storeSettings(dataDir: string, patch: SettingsPatch): void {
  const database = openDatabase(path.join(dataDir, 'headwater.sqlite'));
  new SqliteSettingsStore({ database, logger: silent }).update(patch);
  database.close();
}
