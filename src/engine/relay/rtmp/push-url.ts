import { AppError } from '../../../shared/errors.js';

/** Where a service listens, taken from the URL of a relay. */
export interface PushPlace {
  /** A name or an address, IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  readonly isSecure: boolean;
  /** What stands behind the host: app, instance and query, without slashes at its ends. May be empty. */
  readonly app: string;
  /** The URL as the service is told it: never with the key. */
  readonly tcUrl: string;
}

const ports: Readonly<Record<string, number>> = { 'rtmp:': 1935, 'rtmps:': 443 };

function invalid(why: string): AppError {
  return new AppError('relay.invalid', `Expected an RTMP(S) URL without the key, got one with: ${why}`, {
    details: { field: 'url', why },
  });
}

/**
 * Reads `rtmp(s)://host[:port]/app[/instance][?query]`. The query belongs to the app, as encoders send it
 * (`live2?backup=1`). Throws `relay.invalid` with `details.why`: not-a-url, scheme, credentials, fragment, characters, host.
 */
export function parsePushUrl(text: string): PushPlace {
  if (!/^[\x21-\x7e]+$/.test(text)) throw invalid('characters');
  if (!URL.canParse(text)) throw invalid('not-a-url');
  const url = new URL(text);
  const defaultPort = ports[url.protocol];
  if (defaultPort === undefined) throw invalid('scheme');
  if (url.username !== '' || url.password !== '') throw invalid('credentials');
  if (text.includes('#')) throw invalid('fragment');
  if (url.hostname === '') throw invalid('host');
  const port = url.port === '' ? defaultPort : Number(url.port);
  if (port === 0) throw invalid('host');
  const path = url.pathname.replace(/^\/+|\/+$/g, '');
  const authority = port === defaultPort ? url.hostname : `${url.hostname}:${port}`;
  const app = `${path}${url.search}`;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port,
    isSecure: url.protocol === 'rtmps:',
    app,
    tcUrl: `${url.protocol}//${authority}/${app}`,
  };
}

/** Throws `relay.no-key` or `relay.invalid`: a key is printable ASCII, a query included. The error does not hold it. */
export function checkStreamKey(key: string): void {
  if (key === '') throw new AppError('relay.no-key', 'Expected a stream key, got none');
  if (!/^[\x20-\x7e]{1,2000}$/.test(key)) {
    throw new AppError('relay.invalid', 'Expected a stream key of printable ASCII', { details: { field: 'key' } });
  }
}
