import path from 'node:path';
import { createEngine } from '../../src/engine/engine.js';
import { parseVideoTag } from '../../src/engine/ingest/codec/flv-tag.js';
import type { PublishSession } from '../../src/engine/ingest/media-server.js';
import { RtmpMediaServer } from '../../src/engine/ingest/rtmp-media-server.js';
import type { RelayFeedAnswer, RelayFeedMessage } from '../../src/engine/relay/relay-tag.js';
import { epochClock } from './epoch-clock.js';
import { RoleProcess, type Role } from './role-process.js';

/** The name that benchmarks register `studioEngineRole` under. */
export const studioEngineRoleName = 'studio-engine';

/** A picture's packet in the RTMP server, where relays take it: after the hop to the engine's thread. */
export interface Arrival {
  /** On the stream's own clock. */
  readonly timestampMs: number;
  /** Of the picture itself, without RTMP's head. */
  readonly bytes: number;
  /** Epoch milliseconds. */
  readonly atMs: number;
}

interface Start {
  readonly dataDir: string;
}
interface Ready {
  readonly url: string;
}
interface Arrived {
  readonly arrivals: readonly Arrival[];
}

/** The whole engine, with a studio that can be opened, and an ear at its RTMP server. */
export const studioEngineRole: Role = async (start, tell) => {
  const { dataDir } = start as Start;
  let newest: PublishSession | null = null;
  let arrivals: Arrival[] = [];
  atEachServer((server) => server.onPublish((session) => void (newest = session)));
  const engine = createEngine({
    ...{ dataDir, outDir: path.resolve('out'), version: '0.0.0-bench', logToStderr: 'error' },
    ...{ studioPort: 0, rtmpPort: 0, originPort: 0 },
    settings: { reconnectWindowSeconds: 0 },
  });
  await engine.start();
  tell({ url: engine.studioUrl() } satisfies Ready);
  const messages: Readonly<Record<string, () => void>> = {
    listen: () => {
      arrivals = [];
      if (newest === null) throw new Error('Expected somebody to publish');
      listen(newest, (arrival) => arrivals.push(arrival));
    },
    arrivals: () => tell({ arrivals } satisfies Arrived),
    stop: () => void engine.stop('the benchmark is over').then(() => tell({ hasStopped: true })),
  };
  process.on('message', ({ type }: { readonly type: string }) => messages[type]?.());
};

/** Has `look` see every RTMP server before it starts. */
function atEachServer(look: (server: RtmpMediaServer) => void): void {
  const original: unknown = Reflect.get(RtmpMediaServer.prototype, 'start');
  if (typeof original !== 'function') throw new Error('Expected a method start of RtmpMediaServer, got none');
  Reflect.set(RtmpMediaServer.prototype, 'start', function (this: RtmpMediaServer): unknown {
    look(this);
    return Reflect.apply(original, this, []) as unknown;
  });
}

/** Until the session ends. It begins with the GOP under way, whose packets came earlier than is told. */
function listen(session: PublishSession, onArrival: (arrival: Arrival) => void): void {
  const now = epochClock();
  const port = session.tap();
  port.on('message', (message: RelayFeedMessage) => {
    const atMs = now();
    if (message.type === 'end') return port.close();
    for (const { type, timestampMs, data } of message.tags) {
      const tag = type === 9 ? parseVideoTag(data) : null;
      if (tag?.role === 'frame') onArrival({ timestampMs, bytes: tag.body.length, atMs });
    }
    const bytes = message.tags.reduce((sum, { data }) => sum + data.length, 0);
    port.postMessage({ type: 'taken', bytes } satisfies RelayFeedAnswer);
  });
}

/** The engine in a process of its own. */
export class StudioEngine {
  readonly #role: RoleProcess;
  /** With its single-use token. */
  readonly url: string;

  private constructor(role: RoleProcess, url: string) {
    this.#role = role;
    this.url = url;
  }

  /** `dataDir`: empty. Resolves when its studio can be opened. */
  static async start(dataDir: string): Promise<StudioEngine> {
    const role = new RoleProcess(studioEngineRoleName, { dataDir } satisfies Start);
    const { url } = await role.hear<Ready>('url');
    return new StudioEngine(role, url);
  }

  get pid(): number {
    return this.#role.pid;
  }

  /** Writes down from now on what whoever publishes now sends; what it wrote before is forgotten. */
  listen(): void {
    this.#role.send({ type: 'listen' });
  }

  async arrivals(): Promise<readonly Arrival[]> {
    this.#role.send({ type: 'arrivals' });
    return (await this.#role.hear<Arrived>('arrivals')).arrivals;
  }

  async stop(): Promise<void> {
    this.#role.send({ type: 'stop' });
    await this.#role.hear('hasStopped');
    await this.#role.stop();
  }
}
