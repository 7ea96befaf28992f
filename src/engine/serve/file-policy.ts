/** How a published file is served. */
export interface FilePolicy {
  readonly contentType: string;
  /** Text, worth compressing. */
  readonly isText: boolean;
  /** Never written again under its name: cached for a year, and seldom looked at on the disk. */
  readonly isImmutable: boolean;
  /** A page: it gets a Content-Security-Policy. */
  readonly isPage: boolean;
}

const types: Readonly<Record<string, readonly [contentType: string, isText: boolean]>> = {
  m3u8: ['application/vnd.apple.mpegurl', true],
  m4s: ['video/mp4', false],
  mp4: ['video/mp4', false],
  mpd: ['application/dash+xml', true],
  vtt: ['text/vtt; charset=utf-8', true],
  json: ['application/json', true],
  html: ['text/html; charset=utf-8', true],
  js: ['text/javascript; charset=utf-8', true],
  css: ['text/css; charset=utf-8', true],
  svg: ['image/svg+xml', true],
  jpg: ['image/jpeg', false],
  png: ['image/png', false],
  webp: ['image/webp', false],
  ico: ['image/x-icon', false],
  woff2: ['font/woff2', false],
};

/** Segments, parts, init segments, and the viewer page's files, whose folder is named by a hash of them all. */
const immutable = /(?:\/init-\d+\.mp4|\.m4s)$|^[^/]+\/app\/[^/]+\/./;

const policies = new Map<string, FilePolicy>();
for (const [extension, [contentType, isText]] of Object.entries(types)) {
  for (const isImmutable of [true, false]) {
    policies.set(`${extension} ${isImmutable}`, { contentType, isText, isImmutable, isPage: extension === 'html' });
  }
}

/**
 * How the file is served, or null when files of that name are not published at all: a name must end in one of the known
 * extensions, which leaves out segments being written (`.open`), temporary files and databases.
 */
export function filePolicy(path: string): FilePolicy | null {
  const extension = path.slice(path.lastIndexOf('.') + 1);
  return policies.get(`${extension} ${immutable.test(path)}`) ?? null;
}
