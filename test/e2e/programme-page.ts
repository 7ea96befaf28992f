import type { FromProgramme, ProgrammeFigures, ToProgramme } from '../../src/renderer/media/protocol.js';
import type { SceneCollection } from '../../src/shared/scenes/scene-collection.js';
import { survivesEncoderFailures } from './programme-encoders.js';
import { glDriver } from '../../src/renderer/media/gl/gl-driver.js';
import { followsFrames, followsPage } from './programme-frames.js';
import { compareRenderers, survivesLostContexts } from './programme-renderers.js';

interface CameraSize {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

async function cameraTrack({ width, height, fps }: CameraSize): Promise<MediaStreamVideoTrack> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { width, height, frameRate: fps } });
  const [track] = stream.getVideoTracks();
  if (track === undefined) throw new Error('Expected a camera');
  return track;
}

/** In place of the mixer's worklet: hands on what it hears, and makes sound of nothing. */
const tap = `registerProcessor('tap', class extends AudioWorkletProcessor {
  constructor(options) { super(options); this.port.onmessage = ({ data }) => { this.out = data; }; this.held = []; }
  process([input]) {
    const left = input[0] ? input[0].slice() : new Float32Array(128);
    const right = input[1] ? input[1].slice() : left.slice();
    this.held.push([left, right]);
    if (this.held.length < 4) return true;
    const join = (side) => { const all = new Float32Array(512); this.held.forEach((one, i) => all.set(one[side], i * 128)); return all; };
    const samples = [join(0), join(1)];
    this.held = [];
    this.out?.postMessage({ startFrame: currentFrame - 384, samples, atMs: 0 }, samples.map((one) => one.buffer));
    return true;
  }
});`;

const told: FromProgramme[] = [];
let worker: Worker | null = null;
let sound: { readonly context: AudioContext; readonly beep: GainNode } | null = null;
const flash = {
  canvas: document.createElement('canvas'),
  context: null as CanvasRenderingContext2D | null,
  track: null as MediaStreamTrack | null,
};

function post(message: ToProgramme, transfer: Transferable[] = []): void {
  worker?.postMessage(message, transfer);
}

/** A tone of 440 Hz at an amplitude of 0.1, and beeps of 3 kHz on demand. Needs a gesture before. */
async function startSound(port: MessagePort): Promise<void> {
  const context = new AudioContext({ sampleRate: 48_000 });
  await context.resume();
  await context.audioWorklet.addModule(URL.createObjectURL(new Blob([tap], { type: 'text/javascript' })));
  const node = new AudioWorkletNode(context, 'tap', { numberOfInputs: 1, numberOfOutputs: 0, channelCount: 2 });
  node.port.postMessage(port, [port]);
  const play = (frequency: number, amplitude: number): GainNode => {
    const oscillator = new OscillatorNode(context, { frequency });
    const gain = new GainNode(context, { gain: amplitude });
    oscillator.connect(gain).connect(node);
    oscillator.start();
    return gain;
  };
  play(440, 0.1);
  sound = { context, beep: play(3000, 0) };
}

function paintFlash(colour: string): void {
  if (flash.context === null) return;
  flash.context.fillStyle = colour;
  flash.context.fillRect(0, 0, 160, 90);
}

const api = {
  told,
  compareRenderers,
  survivesLostContexts,
  survivesEncoderFailures,
  followsFrames,
  followsPage,
  /** What this browser's WebGL2 is drawn by. Null: it has none. */
  glDriver(): string | null {
    const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
    return gl === null ? null : glDriver(gl);
  },
  /** Starts the worker as the studio does, with sound. */
  async start(collection: SceneCollection, sceneId: string, renderer: 'auto' | '2d' | 'webgl2'): Promise<void> {
    const made = new Worker(new URL('../../src/renderer/media/programme-worker.ts', import.meta.url), {
      type: 'module',
    });
    worker = made;
    made.onmessage = ({ data }: MessageEvent<FromProgramme>) => told.push(data);
    const [programme, preview] = [document.createElement('canvas'), document.createElement('canvas')];
    document.body.append(programme, preview, flash.canvas);
    const { port1, port2 } = new MessageChannel();
    const [first, second] = [programme.transferControlToOffscreen(), preview.transferControlToOffscreen()];
    post({ type: 'init', programme: first, preview: second, sound: port1, renderer }, [first, second, port1]);
    api.setScenes(collection, sceneId);
    await startSound(port2);
  },
  setScenes(collection: SceneCollection, programmeSceneId: string, previewSceneId: string | null = null): void {
    post({ type: 'scenes', collection, programmeSceneId, previewSceneId, transition: collection.transition });
  },
  /** What this page's canvases show at a place: the programme's, then the preview's. */
  shown([x, y]: readonly [number, number]): number[][] {
    return [...document.querySelectorAll('canvas')].slice(0, 2).map((canvas) => {
      const context = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
      context?.drawImage(canvas, 0, 0);
      return [...(context?.getImageData(x, y, 1, 1).data ?? [])].slice(0, 3);
    });
  },
  /** A canvas of this page as a source: black, white for 300 ms at each flash. */
  addFlash(sourceId: string): void {
    flash.canvas.width = 160;
    flash.canvas.height = 90;
    flash.context = flash.canvas.getContext('2d');
    paintFlash('#000000');
    const [track] = flash.canvas.captureStream(60).getVideoTracks();
    if (track === undefined) throw new Error('Expected a track of the canvas');
    flash.track = track;
    const { readable } = new MediaStreamTrackProcessor({ track });
    post({ type: 'pictures', sourceId, frames: readable }, [readable]);
  },
  paintFlash,
  /** The canvas's track ends, as that of an unplugged camera does. */
  endFlash(): void {
    flash.track?.stop();
  },
  addImage(sourceId: string, base64: string): void {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    post({ type: 'image', sourceId, file: new Blob([bytes]) });
  },
  /** Sends a show to a feed. */
  send(url: string, videoBitrate: number): void {
    const ids = { studioId: crypto.randomUUID(), showId: crypto.randomUUID() };
    const hello = { type: 'hello', version: 1, ...ids, purpose: 'record', title: null, description: '' } as const;
    post({ type: 'send', url, hello, videoBitrate, keyframeSeconds: 2 });
  },
  /** The browser's camera as `camera0` …, each a track of its own. */
  async addCameras(count: number, size: CameraSize): Promise<void> {
    const first = await cameraTrack(size);
    for (let index = 0; index < count; index += 1) {
      const track = index === 0 ? first : first.clone();
      const { readable } = new MediaStreamTrackProcessor({ track });
      post({ type: 'pictures', sourceId: `camera${index}`, frames: readable }, [readable]);
    }
  },
  /** Records the browser's camera by the browser's own means; what comes is thrown away. */
  async record(size: CameraSize, videoBitsPerSecond: number): Promise<void> {
    const stream = new MediaStream([await cameraTrack(size)]);
    const mimeType = ['video/x-matroska;codecs=avc1', 'video/webm;codecs=vp8'].find((one) =>
      MediaRecorder.isTypeSupported(one),
    );
    if (mimeType === undefined) throw new Error('Expected a MediaRecorder of H.264 or VP8');
    new MediaRecorder(stream, { mimeType, videoBitsPerSecond }).start(200);
  },
  post,
  /** Flash and beep at the same moment. */
  flashAndBeep(): void {
    if (sound === null) throw new Error('Expected sound to be on');
    const { context, beep } = sound;
    const now = context.currentTime;
    beep.gain.setValueAtTime(0.5, now);
    beep.gain.setValueAtTime(0, now + 0.3);
    paintFlash('#ffffff');
    setTimeout(() => paintFlash('#000000'), 300);
  },
  /** Nothing else happens on this page meanwhile. */
  block(ms: number): void {
    const end = performance.now() + ms;
    while (performance.now() < end);
  },
  figures: (): ProgrammeFigures | null => told.findLast((message) => message.type === 'figures')?.figures ?? null,
  feed: (): string | null => told.findLast((message) => message.type === 'feed')?.status ?? null,
  /** The programme's picture as colours at some places. */
  async grab(places: readonly (readonly [number, number])[], maxWidth = 4096): Promise<number[][]> {
    const id = told.length;
    post({ type: 'grab', id, maxWidth });
    const find = () => told.find((message) => message.type === 'picture' && message.id === id);
    while (find() === undefined) await new Promise((done) => requestAnimationFrame(done));
    const message = find();
    if (message?.type !== 'picture') throw new Error('Expected a picture');
    const context = new OffscreenCanvas(message.bitmap.width, message.bitmap.height).getContext('2d');
    context?.drawImage(message.bitmap, 0, 0);
    return places.map(([x, y]) => [...(context?.getImageData(x, y, 1, 1).data ?? [])].slice(0, 3));
  },
};
export type ProgrammePage = typeof api;

declare global {
  interface Window {
    programmePage: ProgrammePage;
  }
}
window.programmePage = api;
