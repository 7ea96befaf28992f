import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { RunSink } from '../../src/engine/archive/run-sink.js';
import { createEngine } from '../../src/engine/engine.js';
import type { Engine } from '../../src/engine/engine-api.js';
import type { SegmentStart } from '../../src/engine/package/segment-sink.js';
import type { StudioState } from '../../src/shared/studio-state.js';
import type { EngineStart, FromEngine, ToEngine } from './engine-messages.js';
import { monotonicMs } from './monotonic.js';

/** A parent that has just gone needs nothing any more: 'disconnect' ends this process. */
const send = (message: FromEngine): void => void process.send?.(message, undefined, undefined, () => undefined);

/**
 * Runs the whole engine in this process and nothing beside it, so that its CPU and memory can be read from outside. It is
 * the product's own: the same composition root, the workers out of out/, free ports. Ends with its parent.
 */
export async function runEngineChild(start: EngineStart): Promise<void> {
  if (start.tracesSegments) traceSegments();
  const engine = createEngine({
    dataDir: start.dataDir,
    outDir: start.outDir ?? path.resolve('out'),
    version: '0.0.0-bench',
    settings: start.settings,
    ...(start.destination !== undefined && { destination: start.destination }),
    ...(start.relays !== undefined && { relays: start.relays }),
    studioPort: 0,
    rtmpPort: 0,
    originPort: 0,
    logToStderr: 'error',
  });
  const stop = async (): Promise<void> => {
    await engine.stop('the benchmark is over');
    process.exit(0);
  };
  process.once('disconnect', () => void stop());
  await engine.start();
  process.on('message', (message: ToEngine) => {
    if (message.type === 'stop') void stop();
    else if (message.type === 'relays') void switchRelays(engine, message.names, message.isOn);
    else void engine.commands.startTest({ commandId: randomUUID() });
  });
  follow(engine);
  await tellWhenReady(engine);
}

async function switchRelays(engine: Engine, names: readonly string[], isOn: boolean): Promise<void> {
  const { startRelay, stopRelay } = engine.commands;
  const relays = engine.state.get().relays.filter(({ config }) => names.includes(config.name));
  const ids = new Set(relays.map(({ id }) => id));
  for (const id of ids) {
    await (isOn ? startRelay : stopRelay)({ commandId: randomUUID(), id });
  }
  const unsubscribe = engine.state.subscribe(look);
  let isTold = false;
  look();
  function look(): void {
    const runs = engine.state.get().broadcast?.relays ?? [];
    const asked = runs.filter(({ relayId }) => ids.has(relayId)).map(({ status }) => status);
    const isSo = asked.every((status) => (isOn ? !['idle', 'connecting'].includes(status) : status === 'idle'));
    if (isTold || !isSo) return;
    isTold = true;
    send({ type: 'relayed', isOn });
    queueMicrotask(() => unsubscribe());
  }
}

/** The encoders are probed after the start by really encoding: that must be over before anything is measured. */
async function tellWhenReady(engine: Engine): Promise<void> {
  const input = engine.state.get().inputs[0];
  if (input === undefined) throw new Error('Expected an input');
  const { key } = await engine.queries.revealKey(input.id);
  let isTold = false;
  const look = (): void => {
    const { rtmp, engine: facts, channelLinks } = engine.state.get();
    const url = rtmp.urls[0];
    const page = channelLinks.find(({ kind }) => kind === 'channel');
    if (isTold || url === undefined || page === undefined || facts.encoders.length === 0) return;
    isTold = true;
    send({ type: 'ready', pushUrl: `${url}/${key}`, channelPage: page.url, encoders: facts.encoders });
  };
  engine.state.subscribe(look);
  look();
}

function follow(engine: Engine): void {
  let accepted: string | null = null;
  let playable: string | null = null;
  let isAway = false;
  const look = (): void => {
    const state: StudioState = engine.state.get();
    const { broadcast } = state;
    if (broadcast === null) return;
    const page = broadcast.links.find(({ kind, reach }) => kind === 'watch' && reach === 'computer');
    if (page === undefined) return;
    if (broadcast.id !== accepted) {
      accepted = broadcast.id;
      send({ type: 'accepted', atMs: monotonicMs(), pageUrl: page.url });
      void engine.ended(broadcast.id).then((summary) => {
        const notices = engine.state.get().notices.map(({ reason }) => reason.code);
        send({ type: 'ended', summary, notices });
      });
    }
    if (isAway && broadcast.status === 'live') send({ type: 'back', atMs: monotonicMs() });
    isAway = broadcast.status === 'reconnecting' || (isAway && broadcast.status !== 'live');
    if (broadcast.id === playable || broadcast.liveAtMs === null) return;
    playable = broadcast.id;
    send({ type: 'playable', atMs: monotonicMs(), masterUrl: new URL('master.m3u8', page.url).href });
  };
  engine.state.subscribe(look);
}

/**
 * The packager hands a closed segment to the archive by RunSink.close, in the same turn in which it has read the frame
 * that ends it. That moment is told; the sink does what it did before.
 */
function traceSegments(): void {
  const open = new Map<unknown, number>();
  beforeEach('open', (sink, rendition, segment) => {
    if (isSegmentStart(segment)) open.set(rendition, sink.firstSequence + segment.index);
  });
  beforeEach('close', (_sink, rendition) => {
    const sequence = open.get(rendition);
    if (sequence === undefined || typeof rendition !== 'string') return;
    send({ type: 'closed', atMs: monotonicMs(), rendition, sequence });
  });
}

function isSegmentStart(value: unknown): value is SegmentStart {
  return typeof value === 'object' && value !== null && 'index' in value;
}

/** Has `look` see the sink and the arguments of every later call of one of its methods, before it runs. */
function beforeEach(method: 'open' | 'close', look: (sink: RunSink, ...args: readonly unknown[]) => void): void {
  const original: unknown = Reflect.get(RunSink.prototype, method);
  if (typeof original !== 'function') throw new Error(`Expected a method ${method} of RunSink, got none`);
  Reflect.set(RunSink.prototype, method, function (this: RunSink, ...args: unknown[]): unknown {
    look(this, ...args);
    const answer: unknown = Reflect.apply(original, this, args);
    return answer;
  });
}
