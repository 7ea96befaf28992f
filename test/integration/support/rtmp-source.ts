import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { bundleWorker, type WorkerBundle } from '../../servers/bundle-worker.js';
import type { NumberedClip } from './numbered-clip.js';
import type { Push } from './push.js';

/** Another media server with a clip on air, which anyone may pull by RTMP; it may die and come back. */
export class RtmpSource {
  readonly #clip: NumberedClip;
  readonly #bundle: WorkerBundle;
  #worker: Worker | null = null;
  #push: Push | null = null;
  #port = 0;

  private constructor(clip: NumberedClip, bundle: WorkerBundle) {
    this.#clip = clip;
    this.#bundle = bundle;
  }

  static async start(clip: NumberedClip): Promise<RtmpSource> {
    const source = new RtmpSource(clip, await bundleWorker('test/integration/support/rtmp-source-worker.ts'));
    await source.begin();
    return source;
  }

  /** The last part is what services call a stream key. */
  get url(): string {
    return `rtmp://127.0.0.1:${this.#port}/live/hush-hush`;
  }

  /** On air, on the port it had before. */
  async begin(): Promise<void> {
    this.#worker = new Worker(this.#bundle.file, { workerData: this.#port });
    const [port] = (await once(this.#worker, 'message')) as [number];
    this.#port = port;
    this.#push = this.#clip.push(this.url);
  }

  /** Its encoder goes away, and the server says nothing about it to those who watch. */
  async fallSilent(): Promise<void> {
    await this.#push?.kill();
  }

  /** The whole server is gone. */
  async die(): Promise<void> {
    await this.#push?.kill();
    await this.#worker?.terminate();
  }

  async remove(): Promise<void> {
    await this.die();
    await this.#bundle.remove();
  }
}
