/** `node linux-installers.mjs FOLDER`: what installers of that packed folder would have, as one line of JSON. Makes none. */
import process from 'node:process';
import { Platform, build } from 'electron-builder';

let appImage = '';
/** @type {string[][]} */
const packages = [];
await build({
  projectDir: process.cwd(),
  prepackaged: process.argv[2] ?? null,
  targets: Platform.LINUX.createTarget(['AppImage', 'deb', 'rpm']),
  config: 'electron-builder.config.ts',
  publish: 'never',
  effectiveOptionComputed: (computed) => {
    if (Array.isArray(computed)) packages.push(computed[0]);
    else appImage = computed.desktop;
    return Promise.resolve(true);
  },
});
process.stdout.write(`\n${JSON.stringify({ appImage, packages })}\n`);
