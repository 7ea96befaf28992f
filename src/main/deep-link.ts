import type { Place } from '../shared/place.js';

/** Of links that open the app: `headwater://library`. */
export const deepLinkScheme = 'headwater';

/** Longer than any of ours. */
const maxLength = 120;
const link = /^headwater:\/\/(studio|live|library|settings)(?:\/([a-z0-9-]{1,64}))?\/?$/i;
const settings: ReadonlySet<string> = new Set([
  'general',
  'destinations',
  'relays',
  'inputs',
  'video',
  'audio',
  'hotkeys',
  'storage',
  'network',
  'stream',
  'about',
]);

/**
 * The place that a link names; null: none of ours. Any web page may open such a link: it is matched as it is, nothing in it is
 * decoded, and nothing that it can name does more than show a page.
 */
export function placeOf(text: string): Place | null {
  const [, name, part = null] = text.length > maxLength ? [] : (link.exec(text) ?? []);
  switch (name?.toLowerCase()) {
    case 'studio':
      return part === null ? { page: 'studio', part } : null;
    case 'live':
      return part === null ? { page: 'encoder', part } : null;
    case 'library':
      return { page: 'library', part };
    case 'settings':
      return part === null || settings.has(part) ? { page: 'settings', part } : null;
    default:
      return null;
  }
}

/**
 * Whether this copy may make itself the one that opens such links: one that is installed. Without a package they would open a bare
 * Electron; the portable program on Windows lies in a folder that is gone when it ends, and takes nothing out of the registry again.
 */
export function takesLinks(isPackaged: boolean, env: NodeJS.ProcessEnv): boolean {
  return isPackaged && env['PORTABLE_EXECUTABLE_DIR'] === undefined;
}

/** The link that the app was started with, among its arguments; null: it was started without. */
export function linkAmong(argv: readonly string[]): string | null {
  return argv.find((argument) => argument.toLowerCase().startsWith(`${deepLinkScheme}:`)) ?? null;
}
