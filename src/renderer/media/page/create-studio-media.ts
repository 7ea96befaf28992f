import type { Reason } from '../../../shared/domain.js';
import { assertNever } from '../../../shared/errors.js';
import type { Host } from '../../../shared/host.js';
import { ObservableValue } from '../../stores/observable-value.js';
import type { MediaReasonCode } from '../media-reasons.js';
import type { FromProgramme } from '../protocol.js';
import { canChooseSink } from '../sound/sound-context.js';
import { SoundDesk } from '../sound/sound-desk.js';
import type { GoLive, MeterReading, StudioMedia, StudioMediaState } from '../studio-media.js';
import { askForNames } from './ask-for-names.js';
import { CaptureDesk } from './capture/capture-desk.js';
import { thisBrowser, type CaptureBrowser } from './capture/capture-browser.js';
import { withSystemLeave } from './capture/system-leave.js';
import { createWebPageHost } from './capture/web-page-host.js';
import { DeviceList } from './device-list.js';
import { FeedWish } from './feed-wish.js';
import { MonitorChoice } from './monitor-choice.js';
import { PictureRequests } from './picture-requests.js';
import { ProgrammeLink, type ProgrammeWorker } from './programme-link.js';
import { SceneSender } from './scene-sender.js';

const troubleKept = 20;
const { after } = thisBrowser;

export interface StudioMediaOptions {
  /** The engine's feed (`ws://…/feed`). */
  readonly feedUrl: string;
  /** Where the file of an asset lies, on this origin. */
  readonly assetUrl: (assetId: string) => string;
  /** What a screen is asked for with, where the browser has no picker of its own. */
  readonly getDisplayMedia?: CaptureBrowser['getDisplayMedia'];
  /** The desktop app, which shows web pages and knows what the system allows; left out: this is a browser. */
  readonly desktop?: Host | null;
  /** For tests: `2d` never tries WebGL. */
  readonly renderer?: 'auto' | '2d';
  /** For tests that end it. */
  readonly makeWorker?: () => ProgrammeWorker;
}

const createWebPages = (desktop: Host | null) => (desktop === null ? null : createWebPageHost(desktop, window));

/** The browser, with what the desktop app has instead. */
const browserIn = ({ desktop = null, getDisplayMedia }: StudioMediaOptions): CaptureBrowser => ({
  ...thisBrowser,
  ...(getDisplayMedia !== undefined && { getDisplayMedia }),
  ...(desktop !== null && { getUserMedia: withSystemLeave(desktop, thisBrowser.getUserMedia) }),
});

const programmeWorker = (): Worker =>
  new Worker(new URL('../programme-worker.ts', import.meta.url), { type: 'module' });

/** Capture, composing, sound and feed of this page. One per page; it lives until `close`. */
export function createStudioMedia(options: StudioMediaOptions): StudioMedia {
  return new PageMedia(options);
}

class PageMedia implements StudioMedia {
  readonly #state = new ObservableValue<StudioMediaState>({
    generation: 0,
    captures: new Map(),
    devices: [],
    figures: null,
    feed: { status: 'off', reason: null },
    cannotBegin: false,
    sound: 'off',
    output: { canChoose: false, device: null, isMissing: false },
    isPaused: false,
    sceneOn: null,
    trouble: [],
  });
  readonly #browser: CaptureBrowser;
  readonly #devices = new DeviceList(navigator.mediaDevices);
  readonly #link: ProgrammeLink;
  readonly #sound: SoundDesk;
  readonly #captures: CaptureDesk;
  readonly #scenes: SceneSender;
  readonly #feed: FeedWish;
  readonly #pictures: PictureRequests;
  readonly #monitor: MonitorChoice;

  constructor(options: StudioMediaOptions) {
    this.#browser = browserIn(options);
    this.#link = new ProgrammeLink({
      makeWorker: options.makeWorker ?? programmeWorker,
      renderer: options.renderer ?? 'auto',
      onMessage: (message) => this.#hear(message),
      onBegin: (sound) => this.#begin(sound),
      onDeath: ({ message }) => this.#survive(message),
      onFree: () => this.#set({ generation: this.state().generation + 1 }),
      after,
    });
    this.#sound = new SoundDesk({
      onState: (sound) => {
        // a context that runs mixes nothing once the mixer has failed
        if (this.state().sound !== 'failed') this.#set({ sound });
      },
      onFailure: ({ message }) => {
        this.#set({ sound: 'failed' });
        this.#trouble(reasonOf('programme.sound-failed', message));
      },
    });
    this.#captures = new CaptureDesk({
      post: (message, transfer) => this.#link.post(message, transfer),
      onSound: (sourceId, sound) => this.#sound.setSound(sourceId, sound),
      onCaptures: (captures) => this.#set({ captures }),
      urlOf: options.assetUrl,
      devices: this.#devices,
      browser: this.#browser,
      webPages: createWebPages(options.desktop ?? null),
    });
    this.#scenes = new SceneSender({
      send: (arrangement) => this.#link.post({ type: 'scenes', ...arrangement }),
      after,
    });
    this.#feed = new FeedWish({
      url: options.feedUrl,
      studioId: crypto.randomUUID(),
    });
    this.#pictures = new PictureRequests((message) => this.#link.post(message));
    this.#monitor = new MonitorChoice({
      canChoose: canChooseSink(),
      memory: window.localStorage,
      playTo: (sinkId) => this.#sound.playTo(sinkId),
      onChange: (output) => this.#set({ output }),
    });
    this.#devices.onChange(() => {
      const { devices } = this.#devices;
      this.#set({ devices });
      this.#monitor.follow(devices);
    });
    void this.#devices.refresh();
  }

  readonly state = (): StudioMediaState => this.#state.get();

  subscribe(listener: () => void): () => void {
    return this.#state.subscribe(listener);
  }

  onMeters(listener: (readings: ReadonlyMap<string, MeterReading>) => void): () => void {
    return this.#sound.onMeters(listener);
  }

  mount(programme: HTMLCanvasElement, preview: HTMLCanvasElement): void {
    this.#link.mount(programme, preview);
  }

  apply(request: Parameters<StudioMedia['apply']>[0]): void {
    const { sceneOn } = this.state();
    if (sceneOn !== null && sceneOn !== request.programmeSceneId) this.#set({ sceneOn: null });
    this.#scenes.apply(request);
    this.#sound.apply(request);
    this.#captures.apply(request.collection, request.programmeSceneId, request.previewSceneId);
  }

  capture(sourceId: string): Promise<void> {
    return this.#captures.start(sourceId);
  }

  startOver(sourceId: string): void {
    this.#captures.startOver(sourceId);
  }

  showWindow(sourceId: string): void {
    this.#captures.showWindow(sourceId);
  }

  solo(sourceId: string | null): void {
    this.#sound.solo(sourceId);
  }

  listenThrough(device: StudioMediaState['output']['device']): void {
    this.#monitor.choose(device);
  }

  unblockSound(): Promise<void> {
    return this.#sound.resume();
  }

  async refreshDevices(kind: 'camera' | 'microphone'): Promise<Reason | null> {
    const failure = await askForNames(this.#browser, kind);
    await this.#devices.refresh();
    return failure?.reason ?? null;
  }

  goLive(request: GoLive): void {
    this.#feed.start(request);
    this.#followFeed();
    const { request: send } = this.#feed;
    if (send !== null) this.#link.post(send);
  }

  stop(): void {
    this.#feed.stop(this.#link.isAlive);
    this.#followFeed();
    this.#link.post({ type: 'stop' });
  }

  pause(isPaused: boolean): void {
    this.#set({ isPaused });
    this.#link.post({ type: 'pause', isPaused });
  }

  grab(maxWidth: number): Promise<ImageBitmap> {
    const asked = this.#pictures.ask(maxWidth);
    if (!this.#link.isAlive) this.#pictures.fail();
    return asked;
  }

  close(): void {
    this.#captures.close();
    this.#scenes.close();
    this.#sound.close();
    this.#devices.close();
    this.#link.close();
    this.#pictures.fail();
  }

  /** A new worker is told everything. */
  #begin(sound: MessagePort): void {
    this.#sound.setPort(sound);
    this.#scenes.repeat();
    this.#captures.repeat();
    if (this.state().isPaused) this.#link.post({ type: 'pause', isPaused: true });
    const { request } = this.#feed;
    if (request !== null) this.#link.post(request);
  }

  #survive(message: string): void {
    this.#pictures.fail();
    this.#feed.interrupted();
    // each one that composes tells its figures
    const cannotBegin = this.state().figures === null;
    this.#set({ figures: null, sceneOn: null, cannotBegin });
    this.#followFeed();
    this.#trouble(reasonOf(cannotBegin ? 'programme.cannot-begin' : 'programme.restarted', message));
  }

  #hear(message: FromProgramme): void {
    switch (message.type) {
      case 'figures':
        return this.#set({ figures: message.figures, cannotBegin: false });
      case 'feed':
        this.#feed.told({ status: message.status, reason: message.reason });
        return this.#followFeed();
      case 'source':
        return this.#captures.told(message);
      case 'trouble':
        return this.#trouble(message.reason);
      case 'picture':
        return this.#pictures.answer(message);
      case 'on':
        this.#captures.sceneOn(message.sceneId);
        return this.#set({ sceneOn: message.sceneId });
      default:
        return assertNever(message);
    }
  }

  #followFeed(): void {
    const feed = this.#feed.state;
    this.#sound.setShow(feed.status !== 'off' && feed.status !== 'refused' && feed.status !== 'replaced');
    this.#set({ feed });
  }

  #trouble(reason: Reason): void {
    const trouble = [{ atMs: Date.now(), reason }, ...this.state().trouble].slice(0, troubleKept);
    this.#set({ trouble });
  }

  #set(change: Partial<StudioMediaState>): void {
    this.#state.set({ ...this.#state.get(), ...change });
  }
}

function reasonOf(code: MediaReasonCode, message: string): Reason {
  return { code, details: { message } };
}
