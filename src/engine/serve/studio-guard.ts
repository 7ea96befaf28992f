import type { IncomingHttpHeaders } from 'node:http';
import { appOrigin } from '../../shared/app-page.js';
import type { ErrorCode } from '../../shared/errors.js';
import type { StudioSessions } from './studio-sessions.js';

/** Why a request is refused, with the HTTP status that says so. */
export interface Refusal {
  readonly status: 401 | 403;
  readonly code: ErrorCode;
  readonly message: string;
}

/**
 * Checks of the studio server. Host: against DNS rebinding, where a foreign page reaches us under its own name. Origin:
 * against foreign pages that open a socket to loopback. Session: against everybody else on this computer.
 */
export class StudioGuard {
  readonly #sessions: StudioSessions;
  readonly #port: () => number;
  readonly #allowsApp: boolean;

  /** `allowsApp`: the desktop app started this engine, and its page may use it. */
  constructor(deps: { readonly sessions: StudioSessions; readonly port: () => number; readonly allowsApp: boolean }) {
    this.#sessions = deps.sessions;
    this.#port = deps.port;
    this.#allowsApp = deps.allowsApp;
  }

  /** Cookies ignore ports: the name carries ours, or two engines on one computer would fight over one cookie. */
  get cookieName(): string {
    return `headwater_${this.#port()}`;
  }

  /** Whether it comes from the desktop app: its page, or its main process for the page. */
  isApp(headers: IncomingHttpHeaders): boolean {
    return this.#allowsApp && headers.origin === appOrigin;
  }

  /** For every request. */
  checkHost(headers: IncomingHttpHeaders): Refusal | null {
    if (headers.host !== undefined && this.#hosts().includes(headers.host.toLowerCase())) return null;
    return { status: 403, code: 'auth.forbidden', message: 'Expected a loopback Host with our port' };
  }

  /** For requests that change something or open a socket. A browser always sends Origin with those. */
  checkOrigin(headers: IncomingHttpHeaders): Refusal | null {
    const { origin, host } = headers;
    if (this.isApp(headers)) return null;
    if (origin !== undefined && host !== undefined && origin === `http://${host.toLowerCase()}`) return null;
    return { status: 403, code: 'auth.forbidden', message: 'Expected our own Origin' };
  }

  /** For the sockets and whatever needs a session. */
  checkSession(headers: IncomingHttpHeaders): Refusal | null {
    const session = this.#sessionOf(headers);
    if (session !== null && this.#sessions.isOpen(session)) return null;
    return { status: 401, code: 'auth.missing', message: 'Expected an open session' };
  }

  #hosts(): string[] {
    const port = this.#port();
    const names = ['127.0.0.1', 'localhost'];
    return [...names.map((name) => `${name}:${port}`), ...(port === 80 ? names : [])];
  }

  /**
   * The cookie's, or for the desktop app the bearer token that its main process adds to what the page asks: the page itself has
   * none.
   */
  #sessionOf(headers: IncomingHttpHeaders): string | null {
    if (this.isApp(headers)) {
      const { authorization = '' } = headers;
      return authorization.startsWith('Bearer ') ? authorization.slice('Bearer '.length) : null;
    }
    const prefix = `${this.cookieName}=`;
    const pairs = headers.cookie?.split(';').map((pair) => pair.trim()) ?? [];
    return pairs.find((pair) => pair.startsWith(prefix))?.slice(prefix.length) ?? null;
  }
}
