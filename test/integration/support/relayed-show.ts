import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { RelayConfig, RelayRun } from '../../../src/shared/relays.js';
import { readFlvTags } from '../../servers/flv-file.js';
import { RtmpSink } from '../../servers/rtmp-sink.js';
import type { SinkTag } from '../../servers/rtmp/sink-publish.js';
import type { TestEngine } from './engine.js';

/** A relay of any server, that goes along with every broadcast. */
export function relayTo(name: string, url: string, more: Partial<RelayConfig> = {}): RelayConfig {
  const rest = { backupUrl: null, isEnabled: true, feed: 'auto', whileSourceIsGone: 'hold' } as const;
  return { name, service: 'rtmp', url, ...rest, ...more };
}

/** Saves it as the studio does; answers its id. */
export async function saveRelay(server: TestEngine, config: RelayConfig, key: string): Promise<string> {
  const { id } = await server.engine.commands.saveRelay({ commandId: randomUUID(), id: null, config, keys: { key } });
  return id;
}

/** How a relay of the broadcast that is on stands, as soon as `look` has an answer. */
export function untilRun(
  server: TestEngine,
  relayId: string,
  what: string,
  isSo: (run: RelayRun) => boolean,
): Promise<RelayRun> {
  return server.until(what, ({ broadcast }) => {
    const run = broadcast?.relays.find((each) => each.relayId === relayId);
    return run !== undefined && isSo(run) ? run : null;
  });
}

/** Takes no more of what is there, and nothing of what comes, with all lines open: until `accept` and `resume`. */
export function standStill(sink: RtmpSink): void {
  sink.acceptAndNeverRead();
  sink.stall();
}

/** Sinks that end with their test. */
export class Sinks {
  readonly #sinks: RtmpSink[] = [];

  async start(options: Parameters<typeof RtmpSink.start>[0] = {}): Promise<RtmpSink> {
    const sink = await RtmpSink.start(options);
    this.#sinks.push(sink);
    return sink;
  }

  async end(): Promise<void> {
    await Promise.all(this.#sinks.splice(0).map((sink) => sink.die()));
  }
}

/** A clip's packets by their digest, as a sink writes them down: the number of each in its file. */
export class ClipPackets {
  readonly #numbers: Readonly<Record<8 | 9, ReadonlyMap<string, number>>>;
  /** Decoder configurations, which are no pictures and no sound. */
  readonly #headers: ReadonlySet<string>;

  private constructor(numbers: Readonly<Record<8 | 9, ReadonlyMap<string, number>>>, headers: ReadonlySet<string>) {
    this.#numbers = numbers;
    this.#headers = headers;
  }

  static async read(file: string): Promise<ClipPackets> {
    const tags = readFlvTags(await readFile(file));
    const digest = ({ data }: { data: Buffer }): string => createHash('sha1').update(data).digest('hex');
    const of = (type: 8 | 9): ReadonlyMap<string, number> => {
      const media = tags.filter((tag) => tag.type === type && tag.data[1] === 1);
      return new Map(media.map((tag, index) => [digest(tag), index]));
    };
    const headers = tags.filter(({ type, data }) => type !== 18 && data[1] === 0);
    return new ClipPackets({ 8: of(8), 9: of(9) }, new Set(headers.map(digest)));
  }

  get pictures(): number {
    return this.#numbers[9].size;
  }

  /** Which of the clip's pictures these are, in order. Throws at one that is not of the clip. */
  pictureNumbers(tags: readonly SinkTag[]): number[] {
    const pictures = tags.filter((tag) => tag.type === 9 && this.#isMedia(tag));
    return pictures.map(({ sha }, index) => {
      const number = this.#numbers[9].get(sha);
      if (number === undefined) throw new Error(`Expected picture ${index} to be the encoder's own packet`);
      return number;
    });
  }

  /** True of a packet that is the encoder's own. */
  has({ type, sha }: SinkTag): boolean {
    return (type === 8 || type === 9) && this.#numbers[type].has(sha);
  }

  /** Packets of sound that are not the encoder's own. */
  foreignSound(tags: readonly SinkTag[]): number {
    const sound = tags.filter((tag) => tag.type === 8 && this.#isMedia(tag));
    return sound.filter(({ sha }) => !this.#numbers[8].has(sha)).length;
  }

  /** Also of a sink that keeps no data. */
  #isMedia({ data, sha }: SinkTag): boolean {
    return data === null ? !this.#headers.has(sha) : data[1] === 1;
  }
}
