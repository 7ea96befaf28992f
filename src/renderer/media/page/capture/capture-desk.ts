import type { SceneCollection } from '../../../../shared/scenes/scene-collection.js';
import type { SourceType } from '../../../../shared/scenes/scene-source.js';
import type { FromProgramme } from '../../protocol.js';
import { shownSources } from '../../sound/mix-plan.js';
import type { SourceSound } from '../../sound/sound-inputs.js';
import type { CaptureState } from '../../studio-media.js';
import type { DeviceList } from '../device-list.js';
import type { Capture, CaptureOutlet } from './capture.js';
import type { CaptureBrowser } from './capture-browser.js';
import { DeviceCapture } from './device-capture.js';
import { DisplayCapture } from './display-capture.js';
import { ImageCapture } from './image-capture.js';
import { MediaCapture } from './media-capture.js';
import { OnAir } from './on-air.js';
import { SourceOutlet, type PostToProgramme } from './source-outlet.js';
import { WebCapture } from './web-capture.js';
import type { WebPageHost } from './web-page-host.js';

export interface CaptureDeskOptions {
  readonly post: PostToProgramme;
  readonly onSound: (sourceId: string, sound: SourceSound | null) => void;
  readonly onCaptures: (captures: ReadonlyMap<string, CaptureState>) => void;
  readonly urlOf: (assetId: string) => string;
  readonly devices: DeviceList;
  readonly browser: CaptureBrowser;
  /** Null: this is no desktop app. */
  readonly webPages: WebPageHost | null;
}

interface Entry {
  readonly type: SourceType;
  readonly capture: Capture;
  readonly outlet: SourceOutlet;
}

/** The captures of all sources of the collection: made, changed and ended with them. */
export class CaptureDesk {
  readonly #options: CaptureDeskOptions;
  readonly #captures = new Map<string, Entry>();
  readonly #onAir = new OnAir();
  #previewed: ReadonlySet<string> = new Set();
  #states: ReadonlyMap<string, CaptureState> = new Map();

  constructor(options: CaptureDeskOptions) {
    this.#options = options;
  }

  /** Takes the sources as they are now, the scene that viewers see, and the one that is prepared. */
  apply(
    collection: Pick<SceneCollection, 'sources' | 'scenes'>,
    programmeSceneId: string,
    previewSceneId: string | null,
  ): void {
    const { sources, scenes } = collection;
    this.#onAir.apply(collection, programmeSceneId);
    this.#previewed = previewSceneId === null ? new Set() : shownSources(scenes, previewSceneId);
    const types = new Map(sources.map(({ id, kind }) => [id, kind.type]));
    for (const [id, { type }] of this.#captures) if (types.get(id) !== type) this.#remove(id);
    for (const source of sources) {
      const capture = this.#captures.get(source.id)?.capture ?? this.#add(source.id, source.kind.type);
      this.#tellOnAir(source.id, capture);
      capture?.update(source);
      if (!(capture instanceof ImageCapture)) continue;
      const items = scenes.flatMap((scene) => scene.items).filter(({ sourceId }) => sourceId === source.id);
      capture.setBoxes(items.map(({ box }) => box));
    }
  }

  /** From a gesture. Resolves when it is live, or known why not. */
  async start(sourceId: string): Promise<void> {
    await this.#captures.get(sourceId)?.capture.start();
  }

  /** A film plays from its beginning. */
  startOver(sourceId: string): void {
    const capture = this.#captures.get(sourceId)?.capture;
    if (capture instanceof MediaCapture) capture.startOver();
  }

  /** The scene is on, its transition being over. */
  sceneOn(sceneId: string): void {
    this.#onAir.told(sceneId);
    for (const [id, { capture }] of this.#captures) this.#tellOnAir(id, capture);
  }

  /** A window on a web page. */
  showWindow(sourceId: string): void {
    const capture = this.#captures.get(sourceId)?.capture;
    if (capture instanceof WebCapture) void capture.showWindow();
  }

  /** The worker is a new one: it gets everything again. */
  repeat(): void {
    for (const { capture } of this.#captures.values()) capture.repeat();
  }

  /** What the worker sees of a source: its true size, and whether its frames come. */
  told({ sourceId, status, width, height }: Extract<FromProgramme, { type: 'source' }>): void {
    const entry = this.#captures.get(sourceId);
    // the end of a source is known here first, and better
    if (status === 'gone') return;
    // but only the worker knows whether a picture file can be decoded
    if (entry?.capture instanceof ImageCapture) entry.capture.told(status !== 'unreadable');
    if (status === 'unreadable') return;
    entry?.outlet.settle();
    const state = this.#states.get(sourceId);
    if (state?.status !== 'live' && state?.status !== 'frozen') return;
    const { label, hasSound } = state;
    const kept = { label, ...(hasSound !== undefined && { hasSound }) };
    this.#setState(sourceId, status === 'frozen' ? { ...kept, status } : { ...kept, status, width, height });
  }

  close(): void {
    for (const id of [...this.#captures.keys()]) this.#remove(id);
  }

  #add(sourceId: string, type: SourceType): Capture | null {
    const { post, onSound } = this.#options;
    const outlet = new SourceOutlet({
      sourceId,
      post,
      onSound: (sound) => onSound(sourceId, sound),
      onState: (state) => this.#setState(sourceId, state),
      after: this.#options.browser.after,
    });
    const capture = this.#make(sourceId, type, outlet);
    if (capture !== null) this.#captures.set(sourceId, { type, capture, outlet });
    return capture;
  }

  #make(sourceId: string, type: SourceType, outlet: CaptureOutlet): Capture | null {
    const { browser, devices, urlOf, webPages: host } = this.#options;
    switch (type) {
      case 'display':
        return new DisplayCapture({ outlet, browser });
      case 'camera':
      case 'microphone':
        return new DeviceCapture({ kind: type, outlet, devices, browser });
      case 'media':
        return new MediaCapture({ outlet, urlOf, after: browser.after });
      case 'image':
        return new ImageCapture({ outlet, urlOf, after: browser.after });
      case 'web':
        return new WebCapture({ sourceId, outlet, host, browser });
      case 'text':
      case 'clock':
      case 'countdown':
      case 'colour':
        // the worker draws them by itself
        return null;
    }
  }

  #tellOnAir(sourceId: string, capture: Capture | null): void {
    const isOnAir = this.#onAir.has(sourceId);
    if (capture instanceof MediaCapture) capture.setOnAir(isOnAir);
    if (capture instanceof WebCapture) capture.setShown(isOnAir || this.#previewed.has(sourceId));
  }

  #remove(sourceId: string): void {
    const entry = this.#captures.get(sourceId);
    entry?.capture.stop();
    entry?.outlet.settle();
    this.#captures.delete(sourceId);
    this.#options.onSound(sourceId, null);
    const states = new Map(this.#states);
    states.delete(sourceId);
    this.#tell(states);
  }

  #setState(sourceId: string, state: CaptureState): void {
    this.#tell(new Map(this.#states).set(sourceId, state));
  }

  #tell(states: ReadonlyMap<string, CaptureState>): void {
    this.#states = states;
    this.#options.onCaptures(states);
  }
}
