import { z } from 'zod';

/** Services that relays know, `rtmp` and `srt` for any other. */
export const relayServices = ['twitch', 'youtube', 'facebook', 'kick', 'linkedin', 'rtmp', 'srt'] as const;
export const relayServiceSchema = z.enum(relayServices);
export type RelayService = z.infer<typeof relayServiceSchema>;

/** Longest URL of a relay, in characters. */
const longestUrl = 1024;
/** Names of query values that are secrets: those belong to the key, which is stored as one. */
const secretName = /token|key$|secret|^sig|pass|pwd|auth|credential|streamid|user/i;

/** Why a text is no URL of a relay, by what is wrong with it. None repeats the text: a key may have been pasted into it. */
const wrong = {
  length: `Expected an address of at most ${longestUrl} characters`,
  characters: 'Expected an address of plain letters, digits and signs, without spaces, quotes or backslashes',
  scheme: 'Expected an address that begins with rtmp://, rtmps:// or srt://',
  host: 'Expected the name of a server behind the two slashes',
  credentials: 'Expected an address without user and password: what is secret goes into the field for the key',
  fragment: 'Expected an address without "#"',
  app: 'Expected the name of the application behind the server, as in rtmp://live.example/app',
  query: 'Expected an address without secrets behind its "?": they go into the field for the key',
  key: 'Expected an address without the stream key: that goes into its own field',
  port: 'Expected a port behind the server, as in srt://live.example:9000',
  listener: 'Expected an SRT server that waits for callers: a relay calls (mode=caller)',
} as const;

/** Forms of keys: Twitch and Amazon IVS, YouTube, Facebook, UUIDs and other long numbers, long mixtures of all kinds of letters. */
const keyLike: readonly RegExp[] = [
  /^(?:live|sk)_\w+/i,
  /^(?:[a-z0-9]{4}-){3,4}[a-z0-9]{4}$/i,
  /^fb-\d{6,}/i,
  /^(?=.*\d)[0-9a-f-]{20,}$/i,
  /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w-]{20,}$/,
];

/** Hosts of services, the services' names, and that their application is one folder: what follows is a key. */
const hosts: readonly (readonly [domain: string, service: RelayService])[] = [
  ['twitch.tv', 'twitch'],
  ['ingest.global-contribute.live-video.net', 'twitch'],
  // any other is a channel of Amazon IVS, which Kick uses (docs.aws.amazon.com/ivs, "Streaming configuration")
  ['global-contribute.live-video.net', 'kick'],
  ['contribute.live-video.net', 'twitch'],
  ['youtube.com', 'youtube'],
  ['facebook.com', 'facebook'],
];

/** What a pasted address consists of. Nothing is checked: relayUrlSchema does that for `url`. */
export interface SplitRelayUrl {
  readonly url: string;
  /** Stream key, or SRT's stream id. */
  readonly key: string | null;
  /** SRT's passphrase. */
  readonly passphrase: string | null;
}

/**
 * Takes what is secret out of an address as people paste it: `rtmp://host/app/key` is `rtmp://host/app` and `key`, a query
 * behind the key belongs to it; an SRT address gives its `streamid` and `passphrase`. With `hasKey` (the key was entered
 * by itself) a longer path at an unknown host is taken as an application with an instance, and stays.
 */
export function splitRelayUrl(text: string, { hasKey = false }: { readonly hasKey?: boolean } = {}): SplitRelayUrl {
  const clean = text.trim();
  if (/^srt:/i.test(clean)) return splitSrt(clean);
  const [, base, path, query = ''] = /^(rtmps?:\/\/[^/?#]+)\/+([^?#]*)(?:\?(.*))?$/is.exec(clean) ?? [];
  if (base === undefined || path === undefined) return { url: clean, key: null, passphrase: null };
  const [app = '', ...rest] = path.split('/').filter((part) => part !== '');
  const isOneFolder = !['rtmp', 'srt'].includes(relayServiceOf(base));
  const tail = query === '' ? '' : `?${query}`;
  if (rest.length === 0) {
    // OBS's way to write a server with a query: rtmps://host/live2?backup=1/KEY
    const at = query.indexOf('/');
    const key = at < 0 ? '' : query.slice(at + 1);
    const kept = at < 0 ? query : query.slice(0, at);
    return made(`${base}/${app}${kept === '' ? '' : `?${kept}`}`, key);
  }
  if (isOneFolder) return made(`${base}/${app}`, `${rest.join('/')}${tail}`);
  if (hasKey) return made(`${base}/${[app, ...rest].join('/')}${tail}`, '');
  return made(`${base}/${[app, ...rest.slice(0, -1)].join('/')}`, `${rest.at(-1) ?? ''}${tail}`);
}

/**
 * As `splitRelayUrl` for a backup's address, which is built like the primary's (`primaryUrl`, without its key): what it has more
 * folders is a key. With `hasKey` (the backup's own was entered by itself) it stays as it is.
 */
export function splitBackupUrl(text: string, primaryUrl: string, hasKey: boolean): SplitRelayUrl {
  return splitRelayUrl(text, { hasKey: hasKey || folderCount(text) <= folderCount(primaryUrl) });
}

/** Folders of an RTMP address behind its server: the application, its instance, and a key where one was pasted. 0 for SRT. */
export function folderCount(url: string): number {
  return foldersOf(url).length;
}

/** True where a folder behind the application looks like what services hand out as keys. */
export function holdsKeyLikeFolder(url: string): boolean {
  return foldersOf(url)
    .slice(1)
    .some((folder) => keyLike.some((form) => form.test(folder)));
}

/** The service that an address leads to, by its host; `rtmp` or `srt` for all others. */
export function relayServiceOf(url: string): RelayService {
  if (/^srt:/i.test(url)) return 'srt';
  if (!URL.canParse(url)) return 'rtmp';
  const host = new URL(url).hostname.toLowerCase().replace(/\.$/, '');
  return hosts.find(([domain]) => host === domain || host.endsWith(`.${domain}`))?.[1] ?? 'rtmp';
}

/** Where a relay connects to: an rtmp(s) or srt address without key, user and fragment, and without a slash at its end. */
export const relayUrlSchema = z
  .string()
  .trim()
  .transform((text) => text.replace(/\/+(?=$|\?)/, ''))
  .superRefine((text, context) => {
    const problem = problemOf(text);
    if (problem !== null) context.addIssue({ code: 'custom', message: wrong[problem] });
  });

function problemOf(text: string): keyof typeof wrong | null {
  if (text.length > longestUrl) return 'length';
  if (!/^[\x21-\x7e]*$/.test(text) || /["'`<>\\^{|}]/.test(text)) return 'characters';
  const scheme = /^(rtmps?|srt):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return 'scheme';
  if (!URL.canParse(text)) return 'host';
  const { hostname, port, username, password, pathname, search, searchParams, hash } = new URL(text);
  if (username !== '' || password !== '' || text.split('/')[2]?.includes('@') === true) return 'credentials';
  if (hostname === '') return 'host';
  if (hash !== '' || text.includes('#')) return 'fragment';
  if (search.includes('/') && scheme !== 'srt') return 'key';
  if ([...searchParams.keys()].some((name) => secretName.test(name))) return 'query';
  if (scheme === 'srt') {
    if (port === '') return 'port';
    const mode = searchParams.get('mode');
    return mode === null || mode === 'caller' ? null : 'listener';
  }
  const folders = pathname.split('/').filter((part) => part !== '');
  if (folders.length === 0) return 'app';
  return relayServiceOf(text) !== 'rtmp' && folders.length > 1 ? 'key' : null;
}

function foldersOf(url: string): string[] {
  const path = /^rtmps?:\/\/[^/?#]+\/+([^?#]*)/i.exec(url.trim())?.[1] ?? '';
  return path.split('/').filter((part) => part !== '');
}

function made(url: string, key: string): SplitRelayUrl {
  return { url: url.replace(/\/+(?=$|\?)/, ''), key: key === '' ? null : key, passphrase: null };
}

function splitSrt(text: string): SplitRelayUrl {
  const at = text.indexOf('?');
  if (at < 0) return { url: text.replace(/\/+$/, ''), key: null, passphrase: null };
  const kept: string[] = [];
  const found = { streamid: '', passphrase: '' };
  for (const pair of text.slice(at + 1).split('&')) {
    const [name = '', ...value] = pair.split('=');
    const secret = name.toLowerCase();
    if (secret === 'streamid' || secret === 'passphrase') found[secret] = decode(value.join('='));
    else if (pair !== '') kept.push(pair);
  }
  const address = text.slice(0, at).replace(/\/+$/, '');
  return {
    url: kept.length === 0 ? address : `${address}?${kept.join('&')}`,
    key: found.streamid === '' ? null : found.streamid,
    passphrase: found.passphrase === '' ? null : found.passphrase,
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a per cent sign that escapes nothing
  }
}
