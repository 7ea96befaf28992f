import { networkInterfaces } from 'node:os';
import { isAppPage } from '../shared/app-page.js';

/** True for a host name or address that is this computer. */
function isThisComputer(hostname: string): boolean {
  if (hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)) return true;
  return Object.values(networkInterfaces()).some((list) => list?.some((entry) => entry.address === hostname) === true);
}

/** Links that may leave the app for the person's browser: https anywhere, http only to what this computer serves. */
export function mayOpenOutside(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, password } = new URL(url);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isThisComputer(hostname));
}

/** Where a frame may go inside the app: the window itself only to the studio's one page, frames in it nowhere: the studio has none. */
export function mayNavigate(url: string, isMainFrame: boolean): boolean {
  if (!isMainFrame) return url === 'about:blank';
  return isAppPage(url) && new URL(url).pathname === '/';
}
