import { networkSchemeOf } from './classify-input.js';

/**
 * An input for people and logs, without what may be secret: user and password, the query (tokens, an SRT passphrase), and
 * the last part of an RTMP address, which is the stream key at most services. A file shows its name alone.
 */
export function describeInput(url: string): string {
  const scheme = networkSchemeOf(url);
  if (scheme === null) return url.replace(/^file:/, '').replace(/^.*[\\/](?=[^\\/])/, '');
  const { host, pathname } = new URL(url.replace(/^[a-z]+/i, 'http'));
  const path = scheme.startsWith('rtmp') ? pathname.replace(/[^/]+$/, '…') : decodePath(pathname);
  return `${scheme}://${host}${path === '/' ? '' : path}`;
}

/** The parts of a network URL that must not be seen in logs: for `redact` of a child process. */
export function secretsOf(url: string): string[] {
  const scheme = networkSchemeOf(url);
  if (scheme === null) return [];
  const [, credentials, path = '', query] = /^[a-z]+:\/\/(?:([^/?#]*)@)?[^/?#]*([^?#]*)(?:\?([^#]*))?/i.exec(url) ?? [];
  const key = scheme.startsWith('rtmp') ? path.split('/').at(-1) : undefined;
  return [credentials, query, key].filter((secret) => secret !== undefined && secret.length > 2) as string[];
}

function decodePath(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    // Not every server's paths are well-formed; then it is shown as it stands.
    return path;
  }
}
