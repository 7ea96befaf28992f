import type { Reason } from '../../shared/domain.js';
import type { FeedPurpose } from '../../shared/feed.js';
import type { SceneCollection, Transition } from '../../shared/scenes/scene-collection.js';
import type { FeedStatus, ProgrammeFigures } from './protocol.js';

interface LiveCapture {
  readonly label: string;
  /** False: sound was asked for, and none was shared. Left out: nothing is known to be missing. */
  readonly hasSound?: boolean;
}

/** How the capture of a source stands. `asking`: the browser asks the creator. */
export type CaptureState =
  | { readonly status: 'idle' | 'asking' }
  | (LiveCapture & { readonly status: 'live'; readonly width: number; readonly height: number })
  /** Frames stopped coming. */
  | (LiveCapture & { readonly status: 'frozen' })
  /** Ended by the other side (unplugged, closed, shared no more). It comes back by itself, or on `retry` where the browser wants a gesture. */
  | { readonly status: 'gone'; readonly reason: Reason; readonly needsGesture: boolean }
  /** The creator, the browser or the system said no. */
  | { readonly status: 'denied'; readonly reason: Reason };

/** A meter's reading, per channel (left, right). dB full scale; −Infinity: silence. */
export interface MeterReading {
  readonly peakDb: readonly [number, number];
  readonly rmsDb: readonly [number, number];
  /** The highest peak of the last 1.5 s. */
  readonly heldDb: readonly [number, number];
  /** Something reached full scale in the last 3 s. */
  readonly hasClipped: boolean;
}

export interface CaptureDevice {
  readonly kind: 'camera' | 'microphone' | 'speaker';
  readonly deviceId: string;
  readonly label: string;
}

/** Where the creator listens: the device that was chosen, or the system's own choice. */
export interface MonitorOutput {
  /** False: this browser leaves the choice to the system. */
  readonly canChoose: boolean;
  /** Null: the system's own choice. */
  readonly device: Pick<CaptureDevice, 'deviceId' | 'label'> | null;
  /** The chosen one is not there: the system's own choice is played to until it is back. */
  readonly isMissing: boolean;
}

/** What studio components see of capture, composing, sound and feed. */
export interface StudioMediaState {
  /** Grows when the worker had to be made anew: the stage then mounts new canvases. */
  readonly generation: number;
  /** By source id. */
  readonly captures: ReadonlyMap<string, CaptureState>;
  readonly devices: readonly CaptureDevice[];
  /** Null: the worker has not told any yet. */
  readonly figures: ProgrammeFigures | null;
  readonly feed: { readonly status: FeedStatus; readonly reason: Reason | null };
  /** The worker that composes died before it had composed anything; it is tried again until it does. */
  readonly cannotBegin: boolean;
  /** `blocked`: the browser wants a gesture before it plays or meters anything. `failed`: the programme is silent until the page is loaded anew. */
  readonly sound: 'off' | 'running' | 'blocked' | 'failed';
  readonly output: MonitorOutput;
  readonly isPaused: boolean;
  /** The programme scene as it is on; null while a transition is under way. */
  readonly sceneOn: string | null;
  /** The newest first, at most 20. */
  readonly trouble: readonly { readonly atMs: number; readonly reason: Reason }[];
}

/** What goes live, and how. */
export interface GoLive {
  /** One press of Go live: the engine never begins a second broadcast for the same one. */
  readonly showId: string;
  readonly purpose: FeedPurpose;
  readonly title: string | null;
  readonly description: string;
  readonly videoBitrate: number;
  readonly keyframeSeconds: number;
}

/** Capture, composing, sound and feed of the studio, free of React: a store to subscribe to, and requests. */
export interface StudioMedia {
  state(): StudioMediaState;
  subscribe(listener: () => void): () => void;
  /** By source id, and `master`; at most 30 times a second. */
  onMeters(listener: (readings: ReadonlyMap<string, MeterReading>) => void): () => void;
  /** Gives the worker the canvases of the stage; once per generation. They are transferred. */
  mount(programme: HTMLCanvasElement, preview: HTMLCanvasElement): void;
  /** The arrangement; may be called as often as it changes. */
  apply(request: {
    readonly collection: SceneCollection;
    readonly programmeSceneId: string;
    readonly previewSceneId: string | null;
    readonly transition?: Transition;
  }): void;
  /** Starts a capture; from a gesture, for the browser may ask. Resolves when it is live or was denied. */
  capture(sourceId: string): Promise<void>;
  /** A film plays from its beginning; one that is paused goes back to it. Changes nothing in the collection. */
  startOver(sourceId: string): void;
  /** Opens a window on a web page: to sign in, to click what wants to be clicked. The desktop app's alone. */
  showWindow(sourceId: string): void;
  /** Heard by the creator alone, instead of everything else that is monitored. Null: nobody. */
  solo(sourceId: string | null): void;
  /** Plays what the creator hears to this device, now and after a reload; null: to the system's own choice. */
  listenThrough(device: MonitorOutput['device']): void;
  /** From a gesture: lets the sound run where the browser held it back. */
  unblockSound(): Promise<void>;
  /** Asks for devices, so that the browser tells their names. Why it does not; null: it does. Never rejects. */
  refreshDevices(kind: 'camera' | 'microphone'): Promise<Reason | null>;
  goLive(request: GoLive): void;
  /** Sends the rest and says good-bye. */
  stop(): void;
  /** Shows the slate, and silence. */
  pause(isPaused: boolean): void;
  /** The programme as it is. */
  grab(maxWidth: number): Promise<ImageBitmap>;
  close(): void;
}
