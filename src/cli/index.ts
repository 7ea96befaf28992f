/** Entry of the command line: finds where it was built to, runs the command, and ends the process with its status. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { main } from './main.js';
import { surroundings } from '../engine/host/data-dir.js';
import { flush } from './terminal.js';

// This file is built to out/node/cli.mjs.
const outDir = resolve(fileURLToPath(import.meta.url), '..', '..');
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')));

const status = await main(process.argv.slice(2), {
  around: surroundings(),
  outDir,
  version,
  print: (line) => {
    process.stdout.write(`${line}\n`);
  },
  tell: (line) => {
    process.stderr.write(`${line}\n`);
  },
});
await flush(process.stdout);
await flush(process.stderr);
process.exit(status);
