import { fileURLToPath } from 'node:url';
import { AppError } from '../../../shared/errors.js';

/** What someone typed, as ffmpeg shall open it. */
export interface ClassifiedInput {
  /** `file` for a path; `live-url` for the rest. An HTTP resource that turns out to have a duration is a file, too. */
  readonly kind: 'file' | 'live-url';
  /** For `-i`: never an option, never another protocol than the one checked here. */
  readonly url: string;
}

const networkSchemes = ['rtmp', 'rtmps', 'rtsp', 'rtsps', 'srt', 'http', 'https'] as const;
type NetworkScheme = (typeof networkSchemes)[number];

/**
 * Sorts an input into file and live URL. A path gets ffmpeg's `file:` in front, so that neither `-i` nor `concat:…` nor
 * `pipe:0` is anything but a file's name. Throws `input.invalid` for an empty text, a line break in it, and other schemes.
 */
export function classifyInput(text: string): ClassifiedInput {
  const trimmed = text.trim();
  if (trimmed === '' || hasControlCharacter(trimmed)) {
    throw new AppError('input.invalid', 'Expected a path or a URL, got an empty or broken text');
  }
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(trimmed)?.[1]?.toLowerCase();
  if (scheme === undefined) return { kind: 'file', url: trimmed.startsWith('file:') ? trimmed : `file:${trimmed}` };
  if (scheme === 'file') return { kind: 'file', url: `file:${pathOf(trimmed)}` };
  if (!isNetworkScheme(scheme)) {
    throw new AppError('input.invalid', `Expected a file or ${networkSchemes.join(', ')}, got ${scheme}`, {
      details: { scheme },
    });
  }
  if (!URL.canParse(trimmed)) throw new AppError('input.invalid', 'Expected a whole URL', { details: { scheme } });
  return { kind: 'live-url', url: trimmed };
}

/** The network scheme of a URL from `classifyInput`, in lower case; null for a file's. */
export function networkSchemeOf(url: string): NetworkScheme | null {
  const scheme = /^([a-z]+):\/\//i.exec(url)?.[1]?.toLowerCase();
  return scheme !== undefined && isNetworkScheme(scheme) ? scheme : null;
}

function isNetworkScheme(scheme: string): scheme is NetworkScheme {
  return (networkSchemes as readonly string[]).includes(scheme);
}

function pathOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch (cause) {
    throw new AppError('input.invalid', 'Expected a file URL of this computer', { cause });
  }
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\u007f');
}
