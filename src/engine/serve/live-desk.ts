import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { acceptsGzip } from './conditions.js';
import { readDirectives, type DeliveryDirectives } from './delivery-directives.js';
import { commonHeaders } from './file-headers.js';
import { LivePlaylist, type ToldPart } from './live-playlist.js';
import type { RenditionReport } from './low-latency-text.js';
import type { OriginCounters } from './origin-handler.js';

const playlistName = 'index.m3u8';
const partPattern = /^(.+)\/(\d{1,9})\.(\d{1,4})\.m4s$/;
/** How long an answer that was waited for may be kept: its address names what is in it (§6.2.5.2, Appendix B). */
const directedSeconds = 6;

/**
 * What is live on this computer, for players with low latency (LL-HLS): parts out of memory, and playlists that are held back
 * until they have what was asked for (RFC 8216bis §6.2.5.2). All else is PublishedFiles' business, also these playlists while no
 * encoder sends.
 */
export class LiveDesk {
  readonly #playlists = new Map<string, LivePlaylist>();
  readonly #counters: OriginCounters;
  readonly #now: () => number;

  constructor(deps: { readonly counters: OriginCounters; readonly now?: () => number }) {
    this.#counters = deps.counters;
    this.#now = deps.now ?? (() => performance.now());
  }

  /** An ordinary live playlist was written; null: it has ended, or was removed. `folder`: of its rendition. */
  playlist(folder: string, text: string | null): void {
    if (text !== null) {
      this.#playlists.get(folder)?.written(text);
      return;
    }
    for (const [key, playlist] of this.#playlists) {
      if (key !== folder && !key.startsWith(`${folder}/`)) continue;
      this.#playlists.delete(key);
      playlist.changed();
    }
  }

  /** A part was cut. */
  part(folder: string, partSeconds: number, part: ToldPart): void {
    let playlist = this.#playlists.get(folder);
    if (playlist === undefined) {
      playlist = new LivePlaylist(partSeconds);
      this.#playlists.set(folder, playlist);
    }
    playlist.add(part, this.#now());
  }

  /** Answers what is live and low-latency; false: it is a file like any other. `path`: checked, below the root. */
  answer(req: IncomingMessage, res: ServerResponse, path: string): boolean {
    const part = partPattern.exec(path);
    if (part !== null) {
      this.#answerPart(req, res, part[1] ?? '', Number(part[2]), Number(part[3]));
      return true;
    }
    if (!path.endsWith(`/${playlistName}`)) return false;
    const folder = path.slice(0, -playlistName.length - 1);
    const playlist = this.#playlists.get(folder);
    if (playlist?.isLive(this.#now()) !== true) return false;
    const directives = readDirectives(req.url ?? '');
    if (directives === null) this.#refuse(res, 400, 'Expected delivery directives that make sense');
    else this.#answerPlaylist(req, res, folder, directives);
    return true;
  }

  #answerPlaylist(req: IncomingMessage, res: ServerResponse, folder: string, directives: DeliveryDirectives): void {
    const givenUpMs = this.#now() + (this.#playlists.get(folder)?.timeoutMs ?? 0);
    this.#whenReady(res, givenUpMs, () => {
      const playlist = this.#playlists.get(folder);
      // it has ended meanwhile: the player asks again, and gets the file
      if (playlist === undefined) return { then: () => this.#refuse(res, 503, 'Ask again', ['Retry-After', '0']) };
      const readiness = playlist.readiness(directives);
      if (readiness === 'refused') return { then: () => this.#refuse(res, 400, 'Expected a segment that is near') };
      if (readiness === 'wait') return { until: playlist };
      return { then: () => this.#sendPlaylist(req, res, folder, playlist, directives) };
    });
  }

  #answerPart(req: IncomingMessage, res: ServerResponse, folder: string, sequence: number, index: number): void {
    const givenUpMs = this.#now() + (this.#playlists.get(folder)?.timeoutMs ?? 0);
    this.#whenReady(res, givenUpMs, () => {
      const playlist = this.#playlists.get(folder);
      const body = playlist?.part(sequence, index) ?? null;
      if (body !== null) {
        const cache = 'public, max-age=31536000, immutable';
        return { then: () => this.#send(req, res, body, ['Content-Type', 'video/mp4', 'Cache-Control', cache]) };
      }
      // the one that a playlist hints at is waited for (§6.2.6)
      if (playlist?.isNext(sequence, index) === true) return { until: playlist };
      return { then: () => this.#refuse(res, 404, 'Not found') };
    });
  }

  /** Looks now, and at every change until there is something to answer, or it takes too long: 503 (§6.2.5.2). */
  #whenReady(
    res: ServerResponse,
    givenUpMs: number,
    look: () => { readonly until: LivePlaylist } | { readonly then: () => void },
  ): void {
    const found = look();
    if ('then' in found) return found.then();
    const again = (): void => {
      done();
      if (!res.destroyed) this.#whenReady(res, givenUpMs, look);
    };
    const forget = found.until.next(again);
    const timer = setTimeout(
      () => {
        done();
        this.#refuse(res, 503, 'Nothing has come', ['Retry-After', '1']);
      },
      Math.max(0, givenUpMs - this.#now()),
    );
    const done = (): void => {
      clearTimeout(timer);
      forget();
      res.off('close', done);
    };
    res.once('close', done);
    return undefined;
  }

  #sendPlaylist(
    req: IncomingMessage,
    res: ServerResponse,
    folder: string,
    playlist: LivePlaylist,
    { msn, skip }: DeliveryDirectives,
  ): void {
    const text = playlist.text(skip, () => this.#reports(folder));
    const isPacked = acceptsGzip(String(req.headers['accept-encoding'] ?? ''));
    const body = isPacked ? packed(text) : Buffer.from(text);
    this.#send(req, res, body, [
      ...['Content-Type', 'application/vnd.apple.mpegurl', 'Vary', 'Accept-Encoding'],
      ...['Cache-Control', `public, max-age=${msn === null ? 1 : directedSeconds}`],
      ...(isPacked ? ['Content-Encoding', 'gzip'] : []),
    ]);
  }

  #reports(folder: string): RenditionReport[] {
    const parent = folder.slice(0, folder.lastIndexOf('/') + 1);
    return [...this.#playlists].flatMap(([key, playlist]) => {
      const { report } = playlist;
      if (key === folder || report === null || !key.startsWith(parent)) return [];
      return [{ uri: `../${key.slice(parent.length)}/${playlistName}`, ...report }];
    });
  }

  #send(req: IncomingMessage, res: ServerResponse, body: Buffer, headers: readonly string[]): void {
    res.writeHead(200, [...commonHeaders, ...headers, 'Content-Length', String(body.length)]);
    const isHead = req.method === 'HEAD';
    this.#counters.add(1, isHead ? 0 : body.length);
    if (isHead) res.end();
    else res.end(body);
  }

  #refuse(res: ServerResponse, status: number, words: string, extra: readonly string[] = []): void {
    this.#counters.add(1, 0);
    const body = `${words}\n`;
    const plain = ['Content-Type', 'text/plain; charset=utf-8', 'Content-Length', String(body.length)];
    res.writeHead(status, [...commonHeaders, ...plain, 'Cache-Control', 'no-store', ...extra]);
    res.end(body);
  }
}

const packedTexts = new Map<string, Buffer>();
/** All who wait get the same text: it is packed once. */
function packed(text: string): Buffer {
  const known = packedTexts.get(text);
  if (known !== undefined) return known;
  const body = gzipSync(text, { level: 4 });
  packedTexts.set(text, body);
  for (const old of packedTexts.keys()) {
    if (packedTexts.size <= 16) break;
    packedTexts.delete(old);
  }
  return body;
}
