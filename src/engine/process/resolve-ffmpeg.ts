import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { AppError } from '../../shared/errors.js';
import { bundledFfmpegPath } from './bundled-ffmpeg.js';
import type { Ffmpeg } from './ffmpeg.js';
import { parseFfmpegVersion, type FfmpegVersion } from './ffmpeg-version.js';

/** Where package managers put programs that an app started from the macOS desktop has not on its PATH. */
const macFolders = ['/opt/homebrew/bin', '/usr/local/bin', '/opt/local/bin'];

interface Candidate {
  readonly source: Ffmpeg['source'];
  readonly path: string;
}

/**
 * Finds the ffmpeg to use: FFMPEG_PATH, then ffmpeg-static, then `ffmpeg` on PATH. Each is run once before it is believed.
 * FFMPEG_PATH is an order: when it does not work, nothing else is tried. An installed app runs its own one and no other, for
 * whatever it runs has its name and permissions. Throws `ffmpeg.missing` (details.tried says what was tried and why not),
 * `ffmpeg.too-old` (below 5.1; details.path, details.version) or `ffmpeg.own-broken` (details.tried).
 */
export async function resolveFfmpeg(options: {
  readonly env: NodeJS.ProcessEnv;
  /** An installed app's own; null: this is none. */
  readonly ownPath?: string | null;
  /** Stands in for ffmpeg-static. */
  readonly bundledPath?: () => string | null;
}): Promise<Ffmpeg> {
  const { ownPath = null } = options;
  if (ownPath !== null) return ownFfmpeg(ownPath);
  const tried: string[] = [];
  let tooOld: AppError | null = null;
  for (const candidate of await candidates(options.env, options.bundledPath ?? bundledFfmpegPath, tried)) {
    const version = await readVersion(candidate.path);
    if (typeof version === 'string') {
      tried.push(`${candidate.path} (${version})`);
    } else if (isTooOld(version)) {
      tried.push(`${candidate.path} (${version.version}: too old)`);
      tooOld ??= new AppError('ffmpeg.too-old', `Expected ffmpeg 5.1 or newer, got ${version.version}`, {
        details: { path: candidate.path, version: version.version },
      });
    } else {
      return { ...candidate, ...version };
    }
  }
  if (tooOld) throw tooOld;
  throw new AppError('ffmpeg.missing', `Expected ffmpeg, got none. Tried: ${tried.join('; ')}`, {
    details: { tried: tried.join('; ') },
  });
}

async function ownFfmpeg(path: string): Promise<Ffmpeg> {
  const version = await readVersion(path);
  if (typeof version !== 'string' && !isTooOld(version)) return { source: 'bundled', path, ...version };
  const tried = `${path} (${typeof version === 'string' ? version : `${version.version}: too old`})`;
  throw new AppError('ffmpeg.own-broken', `Expected this app's own ffmpeg to run, got ${tried}`, {
    details: { tried },
  });
}

async function candidates(env: NodeJS.ProcessEnv, bundled: () => string | null, tried: string[]): Promise<Candidate[]> {
  const ordered = env['FFMPEG_PATH'];
  if (ordered !== undefined && ordered !== '') return [{ source: 'env', path: ordered }];
  tried.push('FFMPEG_PATH (not set)');
  const found: Candidate[] = [];
  const bundledPath = bundled();
  if (bundledPath === null) tried.push('ffmpeg-static (not there)');
  else found.push({ source: 'bundled', path: bundledPath });
  const systemPath = await findOnPath(env);
  if (systemPath === null) tried.push('ffmpeg on PATH (not there)');
  else found.push({ source: 'system', path: systemPath });
  return found;
}

async function findOnPath(env: NodeJS.ProcessEnv): Promise<string | null> {
  // Windows spells it Path; a copied environment is no longer case-insensitive.
  const key = Object.keys(env).find((name) => name.toUpperCase() === 'PATH');
  const folders = (key === undefined ? '' : (env[key] ?? '')).split(delimiter).filter((folder) => folder !== '');
  if (process.platform === 'darwin') folders.push(...macFolders);
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  for (const folder of folders) {
    const path = join(folder, name);
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  return null;
}

/** The version, or in words why there is none. */
async function readVersion(path: string): Promise<FfmpegVersion | string> {
  // Node's own: under the desktop app this runs while the rest of the engine is still being read
  return new Promise((resolve) => {
    const options = { timeout: 20_000, maxBuffer: 100_000, windowsHide: true };
    const child = execFile(path, ['-hide_banner', '-version'], options, (error, stdout) => {
      if (error === null) resolve(parseFfmpegVersion(stdout) ?? 'not ffmpeg');
      else resolve(typeof error.code === 'string' ? error.code : `exit ${error.code ?? error.signal ?? 'unknown'}`);
    });
    child.stdin?.on('error', () => undefined).end();
  });
}

function isTooOld({ major, minor }: FfmpegVersion): boolean {
  return major < 5 || (major === 5 && minor < 1);
}
