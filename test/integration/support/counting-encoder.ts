import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as until } from 'node:timers/promises';
import { readFlvTags, type FlvFileTag } from '../../servers/flv-file.js';
import { RtmpClient } from '../../servers/rtmp-client.js';

const videoTag = 9;

/** An encoder that knows exactly what it has sent: plays an FLV file's tags at their own speed until it is cut off. */
export class CountingEncoder {
  readonly #client: RtmpClient;
  readonly #sending: Promise<void>;
  #isCut = false;
  #frames = 0;

  private constructor(client: RtmpClient, tags: readonly FlvFileTag[]) {
    this.#client = client;
    this.#sending = this.#send(tags);
  }

  /** `url` with the key as its last part. */
  static async start(file: string, url: string): Promise<CountingEncoder> {
    const { port, pathname } = new URL(url.replace(/^rtmp:/, 'http:'));
    const [, app = '', key = ''] = pathname.split('/');
    const client = await RtmpClient.connect(Number(port));
    await client.open(app, `rtmp://127.0.0.1:${port}/${app}`);
    client.command('publish', 3, null, key, 'live');
    await client.hears('NetStream.Publish.Start');
    client.setChunkSize(60_000);
    return new CountingEncoder(client, readFlvTags(await readFile(file)));
  }

  /** Pictures sent so far. */
  get frames(): number {
    return this.#frames;
  }

  /** Goes silent in the middle of the stream, without a word of good-bye; all that was sent arrives. */
  async cut(): Promise<void> {
    this.#isCut = true;
    await this.#sending;
    this.#client.socket.end();
    await this.#client.closed;
  }

  async #send(tags: readonly FlvFileTag[]): Promise<void> {
    const startMs = performance.now();
    let isVideoHeader = true;
    for (const { type, timestampMs, data } of tags) {
      const dueInMs = startMs + timestampMs - performance.now();
      if (dueInMs > 0) await until(dueInMs);
      if (this.#isCut) return;
      this.#client.message(type, timestampMs, data, 1);
      if (type === videoTag && !isVideoHeader && data[1] === 1) this.#frames += 1;
      if (type === videoTag) isVideoHeader = false;
      if (this.#client.socket.writableNeedDrain) await once(this.#client.socket, 'drain');
    }
  }
}
