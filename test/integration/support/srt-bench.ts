import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { MessageChannel } from 'node:worker_threads';
import { systemClock } from '../../../src/engine/clock.js';
import { Redactor } from '../../../src/engine/log/redactor.js';
import type { ProcessOwner } from '../../../src/engine/process/owned-process.js';
import { createProcessOwner } from '../../../src/engine/process/process-owner.js';
import { resolveFfmpeg } from '../../../src/engine/process/resolve-ffmpeg.js';
import type { RelayAssignment } from '../../../src/engine/relay/relay-runner-api.js';
import { SrtPusher } from '../../../src/engine/relay/srt/srt-pusher.js';
import type { UnitLimits } from '../../../src/engine/relay/unit-limits.js';
import { LogBook } from '../../servers/rtmp-fixture.js';
import { readFramecrc, SrtSink, type SrtPacket } from '../../servers/srt-sink.js';
import { FlvPlayer } from './flv-player.js';
import { Media, h264 } from './media.js';
import { SeenStates } from './seen-states.js';

type Programme = 'first' | 'second';

/** What was seen of one ffmpeg that sends by SRT. */
export interface SeenSender {
  readonly pid: number;
  readonly commandLine: string;
  readonly environment: string;
  /** Access rights of its preset when it started; null without one. */
  readonly presetMode: number | null;
  readonly presetPath: string | null;
}

/** A real pusher of relays by SRT with real senders and sinks, and a programme from a real file. Ends all it started. */
export class SrtBench {
  readonly log = new LogBook();
  readonly folder: string;
  readonly senders: SeenSender[] = [];
  readonly #media: Media;
  readonly #clips: Readonly<Record<Programme, string>>;
  readonly #ends: (() => Promise<void> | void)[] = [];

  private constructor(media: Media, clips: Readonly<Record<Programme, string>>, folder: string) {
    this.#media = media;
    this.#clips = clips;
    this.folder = folder;
  }

  static async create(): Promise<SrtBench> {
    const { path: ffmpeg } = await resolveFfmpeg({ env: process.env });
    const { stdout: protocols } = await promisify(execFile)(ffmpeg, ['-hide_banner', '-protocols']);
    if (!/^\s*srt$/m.test(protocols)) {
      throw new Error(
        `Expected an ffmpeg that sends by SRT, got one without libsrt: ${ffmpeg}. Name another one in FFMPEG_PATH`,
      );
    }
    const media = await Media.create();
    const tone = ['-f', 'lavfi', '-i', 'aevalsrc=0.3*sin(2*PI*t*(200+20*t)):s=48000:d=60'];
    const sound = ['-c:a', 'aac', '-b:a', '96k', '-flvflags', 'no_duration_filesize'];
    const clip = (name: string, size: string, coding: readonly string[]): Promise<string> =>
      media.make(name, [
        ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=30:duration=60`],
        ...[...tone, ...coding, ...sound],
      ]);
    const clips = {
      first: await clip('first.flv', '320x180', h264(15, '400k')),
      second: await clip('second.flv', '256x144', [...h264(30, '200k'), '-bf', '2', '-profile:v', 'main']),
    };
    return new SrtBench(media, clips, path.join(await mkdtemp(path.join(tmpdir(), 'headwater-srt-')), 'short-lived'));
  }

  /** The packets that whoever gets the whole programme as MPEG-TS sees. */
  async sourcePackets(programme: Programme): Promise<SrtPacket[]> {
    const clip = this.#clips[programme];
    const file = await this.#media.make(`${programme}.ts`, ['-i', clip, '-c', 'copy', '-f', 'mpegts']);
    const args = ['-v', 'error', '-i', file, '-c', 'copy', '-copyts', '-f', 'framecrc', '-'];
    const { stdout } = await promisify(execFile)('ffmpeg', args, { maxBuffer: 64 * 1024 * 1024 });
    return readFramecrc(stdout);
  }

  async sink(options: { readonly passphrase?: string } = {}): Promise<SrtSink> {
    const sink = await SrtSink.start(options);
    this.#ends.push(() => sink.die('SIGKILL'));
    return sink;
  }

  /** A pusher whose feed `source` plays the first programme from now on. */
  async pusher(limits: Partial<UnitLimits> = {}): Promise<PusherBench> {
    const players = {
      first: await FlvPlayer.load(this.#clips.first),
      second: await FlvPlayer.load(this.#clips.second),
    };
    let player = players.first;
    const redactor = new Redactor();
    const owner = createProcessOwner({ logger: this.log, redact: (text) => redactor.redact(text) });
    const attach = (): void => {
      const { port1, port2 } = new MessageChannel();
      player.tap(port1);
      pusher.setFeed('source', port2);
    };
    const pusher = new SrtPusher({
      ffmpeg: await resolveFfmpeg({ env: process.env }),
      owner: this.#watched(owner),
      folder: this.folder,
      clock: systemClock,
      logger: this.log,
      redactor,
      onFeedWanted: () => attach(),
      limits,
      reportEveryMs: 50,
    });
    this.#ends.push(
      () => owner.stopAll(),
      () => pusher.service.stop('the test is over'),
      () => player.stop(),
    );
    await pusher.service.start();
    attach();
    player.play();
    const change = (): void => {
      player.stop();
      player = players.second;
      attach();
      player.play();
    };
    return new PusherBench(pusher, change);
  }

  async end(): Promise<void> {
    for (const end of this.#ends.splice(0).reverse()) await end();
  }

  async remove(): Promise<void> {
    await this.end();
    await this.#media.remove();
    await rm(path.dirname(this.folder), { recursive: true, force: true });
  }

  #watched(owner: ProcessOwner): ProcessOwner {
    return {
      stopAll: () => owner.stopAll(),
      cpuSeconds: () => owner.cpuSeconds(),
      spawn: async (options) => {
        const at = options.args.indexOf('-fpre');
        const presetPath = at < 0 ? null : (options.args[at + 1] ?? null);
        const presetMode = presetPath === null ? null : statSync(presetPath).mode & 0o777;
        const child = await owner.spawn(options);
        const [commandLine, environment] = await Promise.all(
          ['cmdline', 'environ'].map((name) => readFile(`/proc/${child.pid}/${name}`, 'utf8').catch(() => '')),
        );
        const seen = { commandLine: commandLine ?? '', environment: environment ?? '' };
        this.senders.push({ pid: child.pid, ...seen, presetMode, presetPath });
        return child;
      },
    };
  }
}

/** A pusher and what it has told. */
export class PusherBench extends SeenStates {
  readonly pusher: SrtPusher;
  /** The source comes back as the second programme, which is encoded otherwise. */
  readonly change: () => void;

  constructor(pusher: SrtPusher, change: () => void) {
    super(pusher);
    this.pusher = pusher;
    this.change = change;
  }

  start(id: string, url: string, target: Partial<RelayAssignment> = {}): void {
    this.pusher.start({
      id,
      feedId: 'source',
      primary: { url, key: '' },
      backup: null,
      passphrase: null,
      whileSourceIsGone: 'hold',
      startNumber: 1,
      reconnectOnNewConfig: false,
      ...target,
    });
  }
}
