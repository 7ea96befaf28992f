/**
 * Set-up as a library and as a command (`node scripts/setup.mjs`): dependency-free, so that it runs in a fresh clone.
 * Everything it says goes to standard error.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { installDependencies } from './lib/dependencies.mjs';
import { withLock } from './lib/lock.mjs';
import { isClone, root } from './lib/root.mjs';
import { SetupError, runMain } from './lib/say.mjs';
import { installSystemPackages } from './lib/system-packages.mjs';

/** Running needs Node 20.18, building (Vite 8) 20.19 or 22.12. */
function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fits = isClone
    ? major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)
    : major > 20 || (major === 20 && minor >= 18);
  if (fits) return;
  const wanted = isClone ? '20.19 or newer, or 22.12 or newer' : '20.18 or newer';
  throw new SetupError(
    `Headwater needs Node ${wanted}; this is ${process.versions.node}. Get it at https://nodejs.org`,
  );
}

/**
 * Brings everything that a command needs: packages, system packages, and an up-to-date build. Quick when all is there.
 * @param {{ system: readonly string[], welcome?: readonly string[] }} needed names of lib/system-packages.mjs; `welcome`:
 *   what is done without where it cannot be had
 */
export async function setUp({ system, welcome = [] }) {
  checkNode();
  if (isClone) {
    await withLock(join(root, 'out', '.setup-lock'), 'the set-up', async () => {
      await installDependencies(root);
      await installSystemPackages(system, welcome);
    });
    await build();
  } else {
    await installSystemPackages(system, welcome);
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await runMain(() => setUp({ system: ['ffmpeg'] }));
}
