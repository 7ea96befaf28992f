import {
  BrowserWindow,
  desktopCapturer,
  session,
  type DisplayMediaRequestHandlerHandlerRequest,
  type Streams,
  type WebFrameMain,
} from 'electron';
import type { CaptureAbility, CaptureOffers } from '../shared/host-capture.js';
import type { HostHandlers } from './answer-call.js';
import { CaptureChoice } from './capture-choice.js';
import { listOffers } from './capture-offers.js';
import { pickedInPortal } from './portal-source.js';

type Calls = 'listCaptureSources' | 'chooseCaptureSource';

/**
 * Lets the studio share screens and windows. The page shows what there is and says what was chosen before it asks for it, so
 * that the browser's own getDisplayMedia serves it, with the gesture of that choice (docs/decisions/0018).
 */
export class ScreenSharing {
  readonly #ability: CaptureAbility;
  readonly #isStudio: (frame: WebFrameMain | null) => boolean;
  readonly #choice: CaptureChoice;
  #listing: Promise<CaptureOffers> | null = null;

  constructor(ability: CaptureAbility, isStudio: (frame: WebFrameMain | null) => boolean) {
    this.#ability = ability;
    this.#isStudio = isStudio;
    this.#choice = new CaptureChoice({ isSystems: ability.picker === 'system', nowMs: () => performance.now() });
  }

  /** Whether a request would get something now. */
  isChosen(): boolean {
    return this.#choice.isMade();
  }

  /** Answers requests from now on. Once the app is ready. */
  start(): void {
    session.defaultSession.setDisplayMediaRequestHandler(
      (request, answer) => {
        void this.#streamsFor(request).then((streams) => answer(streams ?? refused));
      },
      // macOS alone knows it, and asks nobody here then
      { useSystemPicker: this.#ability.picker === 'system' },
    );
  }

  /** What the page may ask of it. */
  handlers(): Pick<HostHandlers, Calls> {
    return {
      listCaptureSources: () => this.#list(),
      chooseCaptureSource: (choice) => {
        this.#choice.choose(choice);
        return null;
      },
    };
  }

  /** A list takes a good part of a second where there are many windows: whoever asks meanwhile gets the same one. */
  async #list(): Promise<CaptureOffers> {
    // each list would be a dialog of the portal
    if (this.#ability.picker === 'system') return { permission: 'granted', offers: [] };
    this.#listing ??= this.#look().finally(() => (this.#listing = null));
    return this.#listing;
  }

  async #look(): Promise<CaptureOffers> {
    const ownIds = BrowserWindow.getAllWindows().map((window) => window.getMediaSourceId());
    const found = await listOffers(ownIds);
    this.#choice.offer(found.offers);
    return found;
  }

  async #streamsFor(request: DisplayMediaRequestHandlerHandlerRequest): Promise<Streams | null> {
    const choice = this.#isStudio(request.frame) && request.videoRequested ? this.#choice.take() : null;
    if (choice === null) return null;
    const video = choice.source ?? (await askPortal());
    if (video === null) return null;
    const hasSound = request.audioRequested && choice.withSound && this.#ability.hasSystemSound;
    return { video, ...(hasSound && { audio: 'loopback' as const }) };
  }
}

/** Wayland: the portal's dialog comes with the list, which has nothing but what was picked in it. Null: it was closed. */
async function askPortal(): Promise<(Streams['video'] & object) | null> {
  try {
    const noPictures = { width: 0, height: 0 };
    return pickedInPortal(await desktopCapturer.getSources({ types: ['screen', 'window'], thumbnailSize: noPictures }));
  } catch {
    // closed, or there is no portal
    return null;
  }
}

/** Electron's word for no. Its types do not have it. */
const refused = null as unknown as Streams;
