import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { RtpProgramme } from './rtp-programme.js';
import { RtspSession } from './rtsp-session.js';

export interface RtspSourceOptions {
  /** Without them everyone may watch. */
  readonly credentials?: { readonly user: string; readonly password: string };
  /** How many may be connected to watch; the next one is refused. Default: any number. */
  readonly places?: number;
  /** For so long after its client has gone a place stays taken: small cameras clear up late. Default 0. */
  readonly lingerMs?: number;
}

/** An IP camera: an RTSP server that shows one clip over and over to everyone who comes, and that may die and come back. */
export class RtspSource {
  readonly #file: string;
  readonly #options: RtspSourceOptions;
  readonly #sockets = new Set<Socket>();
  #programme: RtpProgramme | null = null;
  #server: Server | null = null;
  #port = 0;
  #taken = 0;
  #refused = 0;

  private constructor(file: string, options: RtspSourceOptions) {
    this.#file = file;
    this.#options = options;
  }

  static async start(file: string, options: RtspSourceOptions = {}): Promise<RtspSource> {
    const source = new RtspSource(file, options);
    await source.begin();
    return source;
  }

  /** With the credentials, if it wants some; or with others. */
  url(credentials = this.#options.credentials): string {
    const { user = '', password = '' } = credentials ?? {};
    const login = credentials === undefined ? '' : `${encodeURIComponent(user)}:${encodeURIComponent(password)}@`;
    return `rtsp://${login}127.0.0.1:${this.#port}/stream`;
  }

  /** Clients that were sent away because all places were taken. */
  get refused(): number {
    return this.#refused;
  }

  /** On air, on the port it had before. */
  async begin(): Promise<void> {
    this.#programme = await RtpProgramme.start(this.#file);
    const server = createServer((socket) => this.#serve(socket));
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
  }

  /** Gone, as if its power had been cut, only that its connections say so. */
  async die(): Promise<void> {
    const server = this.#server;
    const closed = new Promise((resolve) => (server === null ? resolve(null) : server.close(resolve)));
    for (const socket of this.#sockets) socket.resetAndDestroy();
    await Promise.all([closed, this.#programme?.stop()]);
    this.#server = null;
    this.#programme = null;
  }

  #serve(socket: Socket): void {
    const { credentials = null, places = Infinity } = this.#options;
    let isIn = false;
    this.#sockets.add(socket);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      if (isIn) void this.#leave();
    });
    new RtspSession({
      socket,
      credentials,
      sdp: () => describe(this.#programme?.sdp ?? ''),
      admit: () => {
        if (this.#taken >= places) this.#refused += 1;
        else isIn = true;
        if (isIn) this.#taken += 1;
        return isIn;
      },
      play: (send) => this.#programme?.onPacket(send) ?? (() => undefined),
    });
  }

  async #leave(): Promise<void> {
    await pause(this.#options.lingerMs ?? 0);
    this.#taken -= 1;
  }
}

/** ffmpeg's description for clients of this server: no addresses and ports, a name for each track. */
function describe(sdp: string): string {
  let track = 0;
  return sdp
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('c='))
    .flatMap((line) => {
      const media = /^(m=\w+) \d+ (.*)$/.exec(line);
      if (media === null) return [line];
      track += 1;
      return [`${media[1] ?? ''} 0 ${media[2] ?? ''}`, 'c=IN IP4 0.0.0.0', `a=control:trackID=${track - 1}`];
    })
    .map((line) => `${line}\r\n`)
    .join('');
}
