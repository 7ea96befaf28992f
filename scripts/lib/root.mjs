import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** True in a clone; false where Headwater was installed as a package (built, without sources). */
export const isClone = existsSync(join(root, 'src')) && existsSync(join(root, 'package-lock.json'));
