import { spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ffprobeVariable = 'HEADWATER_TEST_FFPROBE';
const tripwireVariable = 'HEADWATER_TEST_TRIPWIRE';
let folder = '';

/**
 * Global set-up of the unit and integration suites: ffmpeg is found in a folder of its own (a copy, so that no way leads
 * back to the program's real folder), where the name `ffprobe` is a tripwire. ffmpeg-static brings no ffprobe, Debian's
 * package does: a product that called it would pass here and fail on its users' machines. The run fails when it was touched.
 */
export function setup(): void {
  const ffmpeg = findOnPath('ffmpeg');
  // on Windows a tripwire would have to be a program; there the suites run with what is on PATH
  if (ffmpeg === null || process.platform === 'win32') return;
  folder = mkdtempSync(path.join(tmpdir(), 'headwater-only-ffmpeg-'));
  process.env[ffprobeVariable] = findOnPath('ffprobe') ?? 'ffprobe';
  process.env[tripwireVariable] = path.join(folder, 'ffprobe-calls');
  copyFileSync(ffmpeg, path.join(folder, 'ffmpeg'));
  writeFileSync(path.join(folder, 'ffprobe'), `#!/bin/sh\necho "$PPID ffprobe $*" >>"$${tripwireVariable}"\nexit 97\n`);
  for (const name of ['ffmpeg', 'ffprobe']) chmodSync(path.join(folder, name), 0o755);
  process.env['PATH'] = [folder, process.env['PATH'] ?? ''].join(path.delimiter);
}

/** Of the whole run: throws, which fails it, when the tripwire was touched. */
export function teardown(): void {
  const calls = ffprobeCalls();
  rmSync(folder, { recursive: true, force: true });
  if (calls.length > 0) throw new Error(`Expected nothing to call ffprobe, got ${calls.join('; ')}`);
}

/** The machine's own ffprobe: for tests alone, by its whole path. */
export function realFfprobe(): string {
  return process.env[ffprobeVariable] ?? 'ffprobe';
}

/** Who called `ffprobe` by its name in this run of the suites: `pid ffprobe arguments`. */
export function ffprobeCalls(record = process.env[tripwireVariable] ?? ''): string[] {
  try {
    return readFileSync(record, 'utf8').trimEnd().split('\n');
  } catch {
    // not there: nobody did
    return [];
  }
}

/** Calls `ffprobe` by its name, as a product that needs it would; the call goes into `record`. Its exit status. */
export function stepOnTripwire(record: string): number | null {
  return spawnSync('ffprobe', ['-version'], { env: { ...process.env, [tripwireVariable]: record } }).status;
}

function findOnPath(name: string): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    const file = path.join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // not here
    }
  }
  return null;
}
