import { join } from 'node:path';
import { logsFolderName } from '../../shared/data-dir.js';

/** Where an engine with this data folder writes its logs. */
export const logsFolder = (dataDir: string): string => join(dataDir, logsFolderName);
