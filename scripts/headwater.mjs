#!/usr/bin/env node
/** The `headwater` command: sets up and builds what is missing, then is the CLI (same process, so signals and exit status are its own). */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { endWithParent } from './lib/follow-parent.mjs';
import { root } from './lib/root.mjs';
import { SetupError, runMain } from './lib/say.mjs';
import { setUp } from './setup.mjs';

const withoutFfmpeg = ['help', 'version', '--help', '-h', '--version', '-v'];

await runMain(async () => {
  endWithParent();
  const [command] = process.argv.slice(2);
  await setUp({ system: command === undefined || withoutFfmpeg.includes(command) ? [] : ['ffmpeg'] });
  const cli = join(root, 'out', 'node', 'cli.mjs');
  if (!existsSync(cli)) throw new SetupError(`Expected the built command line at ${cli}. Run npm run build.`);
  await import(pathToFileURL(cli).href);
});
