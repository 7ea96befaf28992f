import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** One packet of a track, in the order of the SDP. */
export interface RtpPacket {
  readonly track: number;
  readonly kind: 'rtp' | 'rtcp';
  readonly bytes: Buffer;
}

const tracks = ['v', 'a'] as const;
/** ffmpeg puts as many packets of sound into one of RTP as fit, for up to 0.7 s unless told; cameras do not. In seconds. */
const gatherSeconds = '0.05';

/**
 * A clip on air by RTP: one ffmpeg sends its picture and its sound over and over at their own speed, untouched. Everyone
 * hears the same of it, from the moment they begin to listen, as with a camera.
 */
export class RtpProgramme {
  /** As ffmpeg describes it: ports and addresses are those of this process. */
  readonly sdp: string;
  readonly #child: ChildProcess;
  readonly #sockets: readonly Socket[];
  readonly #ended: Promise<unknown>;
  readonly #listeners = new Set<(track: number, bytes: Buffer) => void>();
  /** The first packet of each track: both are of the same moment of the clip. */
  readonly #firsts = new Map<number, Buffer>();

  private constructor(child: ChildProcess, sockets: readonly Socket[], sdp: string) {
    this.#child = child;
    this.#sockets = sockets;
    this.sdp = sdp;
    this.#ended = once(child, 'close');
    for (const track of tracks.keys()) {
      sockets[2 * track]?.on('message', (bytes) => {
        if (!this.#firsts.has(track)) this.#firsts.set(track, bytes);
        for (const listener of this.#listeners) listener(track, bytes);
      });
    }
  }

  static async start(file: string): Promise<RtpProgramme> {
    // ffmpeg's own reports come to every second one and are left there: see reportOf
    const sockets = await Promise.all(Array.from({ length: 2 * tracks.length }, () => boundSocket()));
    const ports = sockets.map((socket) => String(socket.address().port));
    const outputs = tracks.flatMap((track, index) => [
      ...['-map', `0:${track}`, '-c', 'copy', '-muxdelay', gatherSeconds, '-f', 'rtp'],
      `rtp://127.0.0.1:${ports[2 * index] ?? ''}?rtcpport=${ports[2 * index + 1] ?? ''}`,
    ]);
    const args = ['-v', 'error', '-nostdin', '-re', '-stream_loop', '-1', '-i', file, ...outputs];
    const child = spawn('ffmpeg', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    return new RtpProgramme(child, sockets, await describedBy(child));
  }

  /** Hears every packet from now on, and before the first of each track its report. Returns how to stop it. */
  onPacket(listener: (packet: RtpPacket) => void): () => void {
    const heard = new Set<number>();
    const hear = (track: number, bytes: Buffer): void => {
      const first = this.#firsts.get(track);
      if (!heard.has(track) && first !== undefined) listener({ track, kind: 'rtcp', bytes: reportOf(first) });
      heard.add(track);
      listener({ track, kind: 'rtp', bytes });
    };
    this.#listeners.add(hear);
    return () => this.#listeners.delete(hear);
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
    await Promise.all(this.#sockets.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))));
  }
}

/**
 * A sender's report (RFC 3550 section 6.4.1), by which players lay tracks beside each other: the time of a track's first
 * packet stands for one moment that is the same for all. In ffmpeg's own the moments are apart by as much time as lay
 * between the opening of its two outputs.
 */
function reportOf(first: Buffer): Buffer {
  const report = Buffer.alloc(28);
  report.writeUInt32BE(0x80c8_0006, 0);
  first.copy(report, 4, 8, 12);
  report.writeUInt32BE(0xe000_0000, 8);
  first.copy(report, 16, 4, 8);
  return report;
}

async function boundSocket(): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

/** What ffmpeg prints before its first packet: `SDP:`, the description, an empty line. */
function describedBy(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      const sdp = /^SDP:\r?\n([^]*?)\r?\n\r?\n/.exec(text)?.[1];
      if (sdp !== undefined) resolve(sdp);
    });
    child.once('error', reject);
    child.once('close', () => reject(new Error(`Expected a description of the programme, got ${text}`)));
  });
}
