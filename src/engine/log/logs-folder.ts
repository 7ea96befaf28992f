import { join } from 'node:path';

/** Where an engine with this data folder writes its logs. */
export const logsFolder = (dataDir: string): string => join(dataDir, 'logs');
