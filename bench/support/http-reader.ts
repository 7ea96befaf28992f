import { Agent, get } from 'node:http';

export interface HttpAnswer {
  readonly status: number;
  readonly etag: string;
  readonly body: Buffer;
}

/** A viewer's connection: one, kept alive, requests one after the other. */
export class HttpReader {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  /** The whole answer; with `etag` only when it has changed (304). Rejects when the connection fails. */
  get(url: string, etag = ''): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const headers = etag === '' ? {} : { 'If-None-Match': etag };
      const request = get(url, { agent: this.#agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const body = Buffer.concat(chunks);
          resolve({ status: response.statusCode ?? 0, etag: response.headers.etag ?? '', body });
        });
      });
      request.once('error', reject);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Segments that a playlist names as being there, by sequence: without those under EXT-X-GAP. */
export function namedSegments(playlist: string): number[] {
  const text = playlist.replaceAll(/#EXT-X-GAP\n(#.*\n)*.*\n/g, '');
  return (text.match(/^\d+\.m4s$/gm) ?? []).map((name) => Number.parseInt(name, 10));
}
