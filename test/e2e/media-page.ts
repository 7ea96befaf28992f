import type { SoundBlock } from '../../src/renderer/media/protocol.js';
import { createStudioMedia } from '../../src/renderer/media/page/create-studio-media.js';
import { SoundDesk } from '../../src/renderer/media/sound/sound-desk.js';
import type { MeterReading, StudioMedia } from '../../src/renderer/media/studio-media.js';
import type { SceneCollection } from '../../src/shared/scenes/scene-collection.js';
import clockUrl from './audio-clock-worklet.ts?worker&url';

const states: string[] = [];
let desk: SoundDesk | null = null;
let media: StudioMedia | null = null;
let worker: Worker | null = null;
let readings: ReadonlyMap<string, MeterReading> = new Map();
const blocks: SoundBlock[] = [];
/** The highest RMS of each meter since somebody asked for a new count. */
const loudest = new Map<string, number>();

function theDesk(): SoundDesk {
  if (desk === null) throw new Error('Expected the desk to be open');
  return desk;
}

function theDeskContext(): AudioContext {
  if (deskContext === undefined) throw new Error('Expected the desk to have something to mix');
  return deskContext;
}

function theMedia(): StudioMedia {
  if (media === null) throw new Error('Expected the media to be open');
  return media;
}

/** Those of the page in the order in which they were made; a desk makes one. */
const contexts: AudioContext[] = [];
window.AudioContext = class extends AudioContext {
  constructor(options?: AudioContextOptions) {
    super(options);
    contexts.push(this);
  }
};
let deskContext: AudioContext | undefined;

/** A mixer with tones for sources, whose blocks are kept. */
const sound = {
  states,
  open(): void {
    const tell = (state: string): void => {
      states.push(state);
      document.title = states.join(' ');
    };
    desk = new SoundDesk({ onState: tell, onFailure: ({ message }) => tell(message) });
    desk.onMeters((all) => (readings = all));
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<SoundBlock>) => blocks.push(data);
    desk.setPort(port2);
  },
  apply(collection: SceneCollection, programmeSceneId: string): void {
    const before = contexts.length;
    theDesk().apply({ collection, programmeSceneId });
    // made when there first is something to mix
    deskContext ??= contexts[before];
  },
  /** From here on blocks say when they were rendered on the mixer's own clock. */
  showClock: (): Promise<void> => theDeskContext().audioWorklet.addModule(clockUrl),
  /**
   * Applies it as a press does. Answers where the mixer's clock was when that was done, in frames: a page that is held up in the midst
   * of it hands it to the mixer late, and no mixer can do what it has not got.
   */
  press(collection: SceneCollection, programmeSceneId: string): number {
    sound.apply(collection, programmeSceneId);
    return theDeskContext().currentTime * 48_000;
  },
  /** The frame of the mixer's clock at which blocks begin to be counted. */
  firstFrame: (): number =>
    Math.min(
      ...blocks
        // those that end with a quantum (128 frames), in which they were rendered: every second one
        .filter(({ startFrame }) => (startFrame + 960) % 128 === 0)
        .map(({ startFrame, renderedMs }) => Math.round(renderedMs * 48) + 128 - (startFrame + 960)),
    ),
  /** A steady sine as the sound of a source. `sides`: amplitudes of left and right. */
  play(sourceId: string, hertz: number, sides: readonly [number, number]): void {
    const context = new AudioContext({ sampleRate: 48_000 });
    const oscillator = new OscillatorNode(context, { frequency: hertz });
    const out = new MediaStreamAudioDestinationNode(context, { channelCount: 2 });
    const join = new ChannelMergerNode(context, { numberOfInputs: 2 });
    sides.forEach((gain, side) => oscillator.connect(new GainNode(context, { gain })).connect(join, 0, side));
    join.connect(out);
    oscillator.start();
    theDesk().setSound(sourceId, out.stream);
  },
  setShow: (isOn: boolean): void => theDesk().setShow(isOn),
  /** How many contexts there are, and whether the first runs. */
  contexts: () => ({ count: contexts.length, state: contexts[0]?.state ?? null }),
  silence: (sourceId: string): void => theDesk().setSound(sourceId, null),
  readings: () => [...readings].map(([id, reading]) => ({ id, ...reading })),
  count: (): number => blocks.length,
  /** Everything that the worker would have heard since that block. */
  heard: (from = 0) =>
    blocks
      .slice(from)
      .map(({ startFrame, samples }) => ({ startFrame, left: [...samples[0]], right: [...samples[1]] })),
};

/** The whole page side with its worker. */
const studio = {
  open(): void {
    media = createStudioMedia({
      feedUrl: `ws://${location.host}/feed`,
      assetUrl: (assetId) => `/api/assets/${assetId}`,
      makeWorker: () => {
        worker = new Worker(new URL('../../src/renderer/media/programme-worker.ts', import.meta.url), {
          type: 'module',
        });
        return worker;
      },
    });
    media.onMeters((all) => {
      readings = all;
      for (const [id, { rmsDb }] of all) loudest.set(id, Math.max(loudest.get(id) ?? -Infinity, rmsDb[0]));
    });
    studio.mount();
  },
  mount(): void {
    const canvases = [document.createElement('canvas'), document.createElement('canvas')] as const;
    document.body.replaceChildren(...canvases);
    theMedia().mount(...canvases);
  },
  loudest: (sourceId: string): number => loudest.get(sourceId) ?? -Infinity,
  countLoudestAnew: (): void => loudest.clear(),
  /** The worker ends as one that could not be loaded does. */
  kill(): void {
    worker?.terminate();
    worker?.dispatchEvent(new Event('error'));
  },
  apply: (
    collection: SceneCollection,
    programmeSceneId: string,
    more: { previewSceneId?: string; fadeMs?: number } = {},
  ) =>
    theMedia().apply({
      ...{ collection, programmeSceneId, previewSceneId: more.previewSceneId ?? null },
      ...(more.fadeMs !== undefined && { transition: { kind: 'fade' as const, durationMs: more.fadeMs } }),
    }),
  startOver: (sourceId: string): void => theMedia().startOver(sourceId),
  /** The state as data. */
  state: () => ({ ...theMedia().state(), captures: Object.fromEntries(theMedia().state().captures) }),
  goLive: (showId: string): void =>
    theMedia().goLive({
      showId,
      purpose: 'live',
      title: null,
      description: '',
      videoBitrate: 500_000,
      keyframeSeconds: 1,
    }),
  stop: (): void => theMedia().stop(),
  capture: (sourceId: string): Promise<void> => theMedia().capture(sourceId),
  refreshDevices: (kind: 'camera' | 'microphone') => theMedia().refreshDevices(kind),
  /** Colours of the programme at some places, 0–255. */
  async colours(places: readonly (readonly [number, number])[]): Promise<number[][]> {
    const bitmap = await theMedia().grab(4096);
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    bitmap.close();
    return places.map(([x, y]) => [...(context?.getImageData(x, y, 1, 1).data ?? [])].slice(0, 3));
  },
};

const api = { sound, studio };
export type MediaPage = typeof api;

declare global {
  interface Window {
    mediaPage: MediaPage;
  }
}
window.mediaPage = api;
// what a test evaluates counts as a gesture: without one the page has to begin by itself
if (location.hash === '#sound') {
  sound.open();
  sound.setShow(true);
}
