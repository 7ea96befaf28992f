import { setTimeout as pause } from 'node:timers/promises';
import type { RelayTag } from '../../src/engine/relay/relay-tag.js';
import { EngineProcess } from './engine-process.js';
import { monotonicMs } from './monotonic.js';
import { cpuSecondsOf, rssBytesOf } from './process-figures.js';
import { RelayServices, type ServiceManner, type TakenPacket } from './relay-services.js';
import { pushInTime, type SentTimes } from './timed-push.js';

/** What the engine's process took while some of its relays were off, or on. */
export interface RelayWindow {
  readonly startMs: number;
  readonly endMs: number;
  /** Of one core: 1 is all of it. */
  readonly cores: number;
  readonly bytes: number;
}

export interface RelayedShowOptions {
  /** The clip that is sent over and over. */
  readonly tags: readonly RelayTag[];
  readonly clipSeconds: number;
  /** How each service is that the show is sent on to. */
  readonly manners: readonly ServiceManner[];
  /** Which of them are switched off and on; the others are always on. */
  readonly isSwitched: (manner: ServiceManner) => boolean;
  readonly rounds: number;
  readonly windowSeconds: number;
  /** After relays were switched, before anything is measured. */
  readonly settleSeconds: { readonly off: number; readonly on: number };
}

export interface RelayedShow {
  readonly off: readonly RelayWindow[];
  readonly on: readonly RelayWindow[];
  readonly sent: SentTimes;
  /** What came to a service that the same pusher sends to directly. */
  readonly straight: readonly TakenPacket[];
  /** What came to each service by the engine. */
  readonly relayed: readonly (readonly TakenPacket[])[];
}

/**
 * A show of the whole engine that an encoder pushes in real time and that is sent on to services, some of its relays off and on
 * in turns. Engine, services and encoder are processes of their own.
 */
export async function relayedShow(options: RelayedShowOptions): Promise<RelayedShow> {
  const { tags, clipSeconds, manners, isSwitched, rounds, settleSeconds, windowSeconds } = options;
  const services = await RelayServices.start(['good', ...manners]);
  const [direct = '', ...targets] = services.urls;
  const nameOf = (index: number): string => `Relay ${index}`;
  const names = manners.flatMap((manner, index) => (isSwitched(manner) ? [nameOf(index)] : []));
  const engine = new EngineProcess({
    settings: { reconnectWindowSeconds: 0 },
    relays: targets.map((url, index) => ({
      kind: 'url',
      config: {
        ...{ name: nameOf(index), service: 'rtmp', url, backupUrl: null, isEnabled: true },
        ...{ feed: 'source', whileSourceIsGone: 'hold' },
      },
      keys: { key: `bench-key-${index}`, backupKey: null, passphrase: null },
    })),
  });
  let isOver = false;
  try {
    const { pushUrl } = await engine.hear('ready');
    const at = pushUrl.lastIndexOf('/');
    const encoder = { url: pushUrl.slice(0, at), key: pushUrl.slice(at + 1) };
    const pushing = pushInTime(tags, clipSeconds, [encoder, { url: direct, key: 'direct' }], () => isOver);
    await engine.hear('playable');
    const windows: Record<'off' | 'on', RelayWindow[]> = { off: [], on: [] };
    for (let round = 0; round < rounds; round += 1) {
      for (const kind of ['off', 'on'] as const) {
        engine.send({ type: 'relays', isOn: kind === 'on', names });
        await engine.hearNext('relayed');
        await pause(settleSeconds[kind] * 1_000);
        windows[kind].push(await measureWindow(engine.pid, windowSeconds));
      }
    }
    isOver = true;
    const sent = await pushing;
    const [straight = [], ...relayed] = await services.taken();
    return { ...windows, sent, straight, relayed };
  } finally {
    isOver = true;
    await engine.stop();
    await services.stop();
  }
}

async function measureWindow(pid: number, seconds: number): Promise<RelayWindow> {
  const [before, startMs] = [cpuSecondsOf(pid), monotonicMs()];
  await pause(seconds * 1_000);
  const [after, endMs] = [cpuSecondsOf(pid), monotonicMs()];
  return { startMs, endMs, cores: ((after.own - before.own) * 1_000) / (endMs - startMs), bytes: rssBytesOf(pid) };
}
