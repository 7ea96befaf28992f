import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { sha256Of } from './ffmpeg-pins.mjs';

const start = promisify(execFile);

/** @typedef {{ type: string, name: string, version: string, licence: string, sha256?: string }} ShippedProgram of the bill of materials */

/**
 * What an Electron is made of, as it says itself. @param {string} program
 * @returns {Promise<ShippedProgram[]>}
 */
export async function electronParts(program) {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const { stdout } = await start(program, ['-p', 'JSON.stringify(process.versions)'], { env });
  /** @type {Record<string, string>} */
  const versions = JSON.parse(stdout);
  /** @param {string} key */
  const version = (key) => {
    const found = versions[key];
    if (found === undefined) throw new Error(`Expected ${program} to say its version of ${key}, got ${stdout}`);
    return found;
  };
  return [
    { type: 'framework', name: 'electron', version: version('electron'), licence: 'MIT' },
    { type: 'framework', name: 'chromium', version: version('chrome'), licence: 'BSD-3-Clause' },
    { type: 'platform', name: 'node', version: version('node'), licence: 'MIT' },
    { type: 'library', name: 'v8', version: version('v8'), licence: 'BSD-3-Clause' },
  ];
}

/**
 * The ffmpeg that is shipped, as it says itself. @param {string} program
 * @returns {Promise<ShippedProgram>}
 */
export async function ffmpegPart(program) {
  const { stdout } = await start(program, ['-version']);
  const [, version] = /^ffmpeg version (\S+)/.exec(stdout) ?? [];
  if (version === undefined) throw new Error(`Expected ${program} to say its version, got ${stdout.slice(0, 200)}`);
  const sha256 = await sha256Of(program);
  return { type: 'application', name: 'ffmpeg', version, licence: 'GPL-3.0-or-later', sha256 };
}
