/** The desktop app's own scheme, for its page alone: never opened by a system or a browser. */
export const appScheme = 'app';

/** Origin of the desktop app's page, and of what its main process asks the engine for it. */
export const appOrigin = 'app://studio';

/** The name under which the page's address tells the engine's port. No secret: it helps nobody without a session. */
const engineParameter = 'engine';

/** Address of the studio in the desktop app, whose engine listens on that port of loopback. */
export const appPageUrl = (enginePort: number): string => `${appOrigin}/?${engineParameter}=${enginePort}`;

/** The port that the address of the desktop app's page tells; null when it tells none. */
export function enginePortOf(search: string): number | null {
  const port = Number(new URLSearchParams(search).get(engineParameter) ?? '');
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
}

/**
 * Whether an address is of the desktop app's own pages. Not by `URL.origin`: of a scheme that it does not know Node says "null",
 * and so it does of everything that has none.
 */
export function isAppPage(url: string | undefined): boolean {
  if (url === undefined || !URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return `${protocol}//${host}` === appOrigin && username === '' && password === '';
}
