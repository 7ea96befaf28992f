import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { systemClock } from '../../src/engine/clock.js';
import type { PublishSession } from '../../src/engine/ingest/media-server.js';
import { RtmpMediaServer, type RtmpMediaServerDeps } from '../../src/engine/ingest/rtmp-media-server.js';
import type { Logger } from '../../src/engine/log/logger.js';
import { bundleWorker, type WorkerBundle } from './bundle-worker.js';

const run = promisify(execFile);

/** Keeps what was logged, as text. */
export class LogBook implements Logger {
  readonly lines: string[] = [];
  readonly #write = (fields: object, message: string): void => {
    this.lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  readonly debug = this.#write;
  readonly info = this.#write;
  readonly warn = this.#write;
  readonly error = this.#write;
  child(): Logger {
    return this;
  }
}

/** A packet as framecrc prints it. */
export interface PacketLine {
  readonly stream: number;
  readonly dtsMs: number;
  readonly size: number;
  readonly crc: string;
}

function parsePackets(framecrc: string): PacketLine[] {
  return framecrc
    .split('\n')
    .filter((line) => /^\d/.test(line))
    .map((line) => line.split(',').map((field) => field.trim()))
    .map(([stream, dts, , , size, crc]) => ({
      stream: Number(stream),
      dtsMs: Number(dts),
      size: Number(size),
      crc: crc ?? '',
    }));
}

/** The real media server with real ffmpegs around it; ends all it started. */
export class RtmpFixture {
  readonly folder: string;
  readonly log = new LogBook();
  readonly #bundle: WorkerBundle;
  readonly #children = new Set<ChildProcess>();
  readonly #servers = new Set<RtmpMediaServer>();

  private constructor(folder: string, bundle: WorkerBundle) {
    this.folder = folder;
    this.#bundle = bundle;
  }

  static async create(workerEntry = 'src/engine/ingest/rtmp-worker.ts'): Promise<RtmpFixture> {
    const folder = await mkdtemp(join(tmpdir(), 'headwater-rtmp-'));
    return new RtmpFixture(folder, await bundleWorker(workerEntry));
  }

  /** A started server on a free port, with the key `key-a` for the input `a`. */
  async server(options: Partial<RtmpMediaServerDeps> = {}): Promise<RtmpMediaServer> {
    const server = new RtmpMediaServer({
      workerFile: this.#bundle.file,
      wantedPort: 0,
      lan: false,
      clock: systemClock,
      logger: this.log,
      ...options,
    });
    this.#servers.add(server);
    server.setKeys([{ inputId: 'a', key: 'key-a' }]);
    await server.start();
    return server;
  }

  /** Encodes a source from ffmpeg arguments (inputs and codecs) into an FLV; returns its path. */
  async encode(name: string, args: readonly string[]): Promise<string> {
    const file = join(this.folder, name);
    await run('ffmpeg', ['-v', 'error', '-y', ...args, file]);
    return file;
  }

  /** Pushes a file with -c copy. `readRate` 1 is real time. */
  push(server: RtmpMediaServer, file: string, options: { key?: string; readRate?: number } = {}): ChildProcess {
    const url = `rtmp://127.0.0.1:${String(server.state().port)}/live/${options.key ?? 'key-a'}`;
    const rate = ['-readrate', String(options.readRate ?? 1)];
    return this.start([...rate, '-i', file, '-c', 'copy', '-flvflags', 'no_duration_filesize', '-f', 'flv', url]);
  }

  start(args: readonly string[]): ChildProcess {
    const child = spawn('ffmpeg', ['-v', 'error', '-nostdin', ...args], { stdio: 'ignore' });
    this.#children.add(child);
    child.once('exit', () => this.#children.delete(child));
    return child;
  }

  /** Reads a URL or file to its end, packets untouched. */
  async packets(url: string): Promise<PacketLine[]> {
    const args = ['-v', 'error', '-copyts', '-i', url, '-c', 'copy', '-f', 'framecrc', '-'];
    const child = run('ffmpeg', args, { maxBuffer: 64 * 1024 * 1024 });
    this.#children.add(child.child);
    try {
      return parsePackets((await child).stdout);
    } finally {
      this.#children.delete(child.child);
    }
  }

  /** As `packets`, of a pull URL. `playing`: the server has taken it on, so that all that it is sent from now on is in it. */
  async pull(url: string): Promise<{ readonly playing: Promise<void>; readonly packets: Promise<PacketLine[]> }> {
    const address = new URL(url);
    const target = { host: address.hostname, port: Number(address.port), allowHalfOpen: true };
    let tellPlaying: () => void = () => undefined;
    const playing = new Promise<void>((resolve) => (tellPlaying = resolve));
    const between = createServer({ allowHalfOpen: true }, (client) => {
      const server = connect(target);
      client.pipe(server).pipe(client);
      let said = '';
      server.on('data', function listen(bytes: Buffer) {
        said += bytes.toString('latin1');
        if (!said.includes('NetStream.Play.Start')) return;
        server.off('data', listen);
        tellPlaying();
      });
      // either may hang up as it likes
      for (const socket of [client, server]) socket.on('error', () => socket.destroy());
    });
    await once(between.listen(0, '127.0.0.1'), 'listening');
    address.port = String((between.address() as AddressInfo).port);
    return { playing, packets: this.packets(address.href).finally(() => between.close()) };
  }

  async stop(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
    await Promise.all([...this.#servers].map((server) => server.stop('test is over')));
    this.#servers.clear();
  }

  async remove(): Promise<void> {
    await this.stop();
    await this.#bundle.remove();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** The next publisher. */
export function nextPublish(server: RtmpMediaServer): Promise<PublishSession> {
  return new Promise((resolve) => {
    const off = server.onPublish((session) => {
      off();
      resolve(session);
    });
  });
}

/** The end of a child: its exit code, or the signal's name. */
export function exitOf(child: ChildProcess): Promise<number | string | null> {
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
}
