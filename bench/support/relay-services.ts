import { RtmpSink } from '../../test/servers/rtmp-sink.js';
import { monotonicMs } from './monotonic.js';
import { RoleProcess, type Role } from './role-process.js';

/** The name that benchmarks register `servicesRole` under. */
export const servicesRoleName = 'services';

/**
 * `sleepy` stands still for 15 s of every 20; `choosy` refuses the key; `moody` resets every connection after 5 s; `deaf` says
 * that it publishes and never reads.
 */
export type ServiceManner = 'good' | 'sleepy' | 'choosy' | 'moody' | 'deaf';

/** A packet at a service: its digest, when it was there, and since when its publish was on (monotonic milliseconds). */
export type TakenPacket = readonly [digest: string, atMs: number, sinceMs: number];

interface Listening {
  readonly urls: readonly string[];
}
interface Taken {
  readonly taken: readonly (readonly TakenPacket[])[];
}

const sleepMs = 15_000;
const wakeMs = 5_000;

/** Services that take RTMP, and write down when each packet came. */
export const servicesRole: Role = async (start, tell) => {
  const { manners } = start as { readonly manners: readonly ServiceManner[] };
  const sinks = await Promise.all(manners.map(() => RtmpSink.start({ keepsData: false })));
  sinks.forEach((sink, index) => adopt(sink, manners[index] ?? 'good'));
  tell({ urls: sinks.map(({ url }) => url) } satisfies Listening);
  const offsetMs = monotonicMs() - performance.now();
  process.on('message', () => {
    const taken = sinks.map(({ publishes }) =>
      publishes.flatMap(({ tags, startedAtMs }) =>
        tags.map(({ sha, atMs }): TakenPacket => [sha, atMs + offsetMs, startedAtMs + offsetMs]),
      ),
    );
    tell({ taken } satisfies Taken);
  });
};

function adopt(sink: RtmpSink, manner: ServiceManner): void {
  if (manner === 'choosy') sink.refuse({ at: 'publish', code: 'NetStream.Publish.BadName', description: 'who?' });
  else if (manner === 'moody') sink.resetAfter(5_000);
  else if (manner === 'deaf') sink.acceptAndNeverRead();
  else if (manner === 'sleepy') fallAsleep(sink);
}

function fallAsleep(sink: RtmpSink): void {
  sink.acceptAndNeverRead();
  sink.stall();
  setTimeout(() => {
    sink.accept();
    sink.resume();
    setTimeout(() => fallAsleep(sink), wakeMs);
  }, sleepMs);
}

/** Services in a process of their own. */
export class RelayServices {
  /** In the order of the manners they were started with; without keys. */
  readonly urls: readonly string[];
  readonly #process: RoleProcess;

  private constructor(process: RoleProcess, urls: readonly string[]) {
    this.#process = process;
    this.urls = urls;
  }

  static async start(manners: readonly ServiceManner[]): Promise<RelayServices> {
    const role = new RoleProcess(servicesRoleName, { manners });
    const { urls } = await role.hear<Listening>('urls');
    return new RelayServices(role, urls);
  }

  /** All that each of them has taken so far. */
  async taken(): Promise<Taken['taken']> {
    this.#process.send({});
    return (await this.#process.hear<Taken>('taken')).taken;
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }
}
