import { MessageChannel } from 'node:worker_threads';
import { systemClock } from '../../../src/engine/clock.js';
import { RelayRunner } from '../../../src/engine/relay/relay-runner.js';
import type { RelayTarget } from '../../../src/engine/relay/relay-target.js';
import type { UnitLimits } from '../../../src/engine/relay/unit-limits.js';
import { bundleWorker, type WorkerBundle } from '../../servers/bundle-worker.js';
import { LogBook } from '../../servers/rtmp-fixture.js';
import { RtmpSink, type RtmpSinkOptions } from '../../servers/rtmp-sink.js';
import { FlvPlayer } from './flv-player.js';
import { Media, h264 } from './media.js';
import { SeenStates } from './seen-states.js';

/** Real relay threads (with a fuse), real sinks, a programme of pictures and sound from a real file. Ends all it started. */
export class RelayBench {
  readonly log = new LogBook();
  readonly #media: Media;
  readonly #bundle: WorkerBundle;
  readonly #clip: string;
  readonly #ends: (() => Promise<void> | void)[] = [];

  private constructor(media: Media, bundle: WorkerBundle, clip: string) {
    this.#media = media;
    this.#bundle = bundle;
    this.#clip = clip;
  }

  static async create(): Promise<RelayBench> {
    const media = await Media.create();
    const source = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=30:duration=40'];
    const tone = ['-f', 'lavfi', '-i', 'aevalsrc=0.3*sin(2*PI*t*(200+20*t)):s=48000:d=40'];
    const coding = [...h264(15, '400k'), '-c:a', 'aac', '-b:a', '96k', '-flvflags', 'no_duration_filesize'];
    const clip = await media.make('programme.flv', [...source, ...tone, ...coding]);
    return new RelayBench(media, await bundleWorker('test/servers/relay-bomb-worker.ts'), clip);
  }

  async sink(options: RtmpSinkOptions = {}): Promise<RtmpSink> {
    const sink = await RtmpSink.start(options);
    this.#ends.push(() => sink.die());
    return sink;
  }

  /**
   * `heavy`: 16 s at 24 Mbit/s, so that what a service does not take soon is more than the kernels' buffers hold (some 10 MB);
   * else 40 s at 0.5 Mbit/s.
   */
  async player(weight: 'light' | 'heavy' = 'light'): Promise<FlvPlayer> {
    const player = await FlvPlayer.load(weight === 'light' ? this.#clip : await this.#heavyClip());
    this.#ends.push(() => player.stop());
    return player;
  }

  /** A runner whose feed `source` is the player, again after each restart of the thread. */
  async runner(player: FlvPlayer, limits: Partial<UnitLimits> = {}): Promise<RunnerBench> {
    const secrets: string[] = [];
    const attach = (): void => {
      const { port1, port2 } = new MessageChannel();
      player.tap(port1);
      runner.setFeed('source', port2);
    };
    const runner = new RelayRunner({
      workerFile: this.#bundle.file,
      clock: systemClock,
      logger: this.log,
      redactor: { redactValue: (secret) => void secrets.push(secret) },
      onFeedWanted: (feedId) => {
        if (feedId === 'source') attach();
      },
      limits,
      reportEveryMs: 50,
    });
    this.#ends.push(() => runner.service.stop('the test is over'));
    await runner.service.start();
    attach();
    return new RunnerBench(runner, secrets);
  }

  #heavyClip(): Promise<string> {
    const source = ['-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=30:duration=16,noise=alls=80:allf=t'];
    const tone = ['-f', 'lavfi', '-i', 'sine=frequency=330:sample_rate=48000:duration=16'];
    const coding = [...h264(15, '24M'), '-c:a', 'aac', '-b:a', '96k', '-flvflags', 'no_duration_filesize'];
    return this.#media.make('heavy.flv', [...source, ...tone, ...coding]);
  }

  async end(): Promise<void> {
    for (const end of this.#ends.splice(0).reverse()) await end();
  }

  async remove(): Promise<void> {
    await this.end();
    await this.#bundle.remove();
    await this.#media.remove();
  }
}

/** A runner and what it has told. */
export class RunnerBench extends SeenStates {
  readonly runner: RelayRunner;
  /** What the log was told to hide. */
  readonly secrets: readonly string[];

  constructor(runner: RelayRunner, secrets: readonly string[]) {
    super(runner);
    this.runner = runner;
    this.secrets = secrets;
  }

  start(id: string, primary: RtmpSink, target: Partial<RelayTarget> = {}): void {
    this.runner.start({
      id,
      feedId: 'source',
      primary: { url: primary.url, key: `key-of-${id}` },
      backup: null,
      whileSourceIsGone: 'hold',
      startNumber: 1,
      reconnectOnNewConfig: false,
      ...target,
    });
  }
}
