import type { FeedHello } from '../../shared/feed.js';
import type { SceneCollection, Transition } from '../../shared/scenes/scene-collection.js';
import type { Reason } from '../../shared/domain.js';

/**
 * Between the page and the programme worker, which composes, encodes and sends by itself: a page that stands still stops
 * none of it. What is transferred is named at each message.
 */
export type ToProgramme =
  /** First message. Transfers the canvases and the port. `preview`: drawn in studio mode. */
  | {
      readonly type: 'init';
      readonly programme: OffscreenCanvas;
      readonly preview: OffscreenCanvas;
      /** From the mixer's worklet: SoundBlock messages. */
      readonly sound: MessagePort;
      /** `auto`: WebGL2 on a GPU, else Canvas 2D. For tests: `2d` never tries WebGL, `webgl2` takes one without a GPU, too. */
      readonly renderer: 'auto' | '2d' | 'webgl2';
    }
  /** The whole arrangement, after each change of it (at most once a frame). Only what differs is made anew. */
  | {
      readonly type: 'scenes';
      readonly collection: SceneCollection;
      readonly programmeSceneId: string;
      /** Studio mode: what would be taken next. */
      readonly previewSceneId: string | null;
      /** How to get to another programme scene; left out: cut. */
      readonly transition?: Transition;
    }
  /** Pictures of a source: of a MediaStreamTrackProcessor made on the page. Transfers the stream. Replaces an earlier one. */
  | { readonly type: 'pictures'; readonly sourceId: string; readonly frames: ReadableStream<VideoFrame> }
  /** A source's file: png, jpg, gif, webp as bytes. SVG comes as `bitmap`. */
  | { readonly type: 'image'; readonly sourceId: string; readonly file: Blob }
  /** Transfers the bitmap. */
  | { readonly type: 'bitmap'; readonly sourceId: string; readonly bitmap: ImageBitmap }
  /** A web page, whose pictures (`WebPagePicture`) come over this port; each is answered. Transferred. Replaces an earlier one. */
  | { readonly type: 'page'; readonly sourceId: string; readonly port: MessagePort }
  /** The source is gone (unplugged, closed, not allowed): a placeholder stands for it until `pictures` come again. */
  | { readonly type: 'gone'; readonly sourceId: string }
  /** Shows the slate instead of the scenes, and silence. */
  | { readonly type: 'pause'; readonly isPaused: boolean }
  /** Opens the feed. What is encoded follows `collection.canvas`. */
  | {
      readonly type: 'send';
      readonly url: string;
      readonly hello: Omit<FeedHello, 'video' | 'audio'>;
      readonly videoBitrate: number;
      readonly keyframeSeconds: number;
    }
  /** Ends the feed: what is encoded is sent, then `end`. */
  | { readonly type: 'stop' }
  /** Answers with `picture`, the programme as it is. */
  | { readonly type: 'grab'; readonly id: number; readonly maxWidth: number }
  | { readonly type: 'close' };

/** Sound of the master, from the worklet. `samples`: per channel, 48 kHz; the clock is the frame count since the worklet began. */
export interface SoundBlock {
  readonly startFrame: number;
  /** Two channels. Transferred. */
  readonly samples: readonly [Float32Array, Float32Array];
  /** Epoch milliseconds when it was rendered. When it is heard of ties its clock to the worker's; this tells sound that was never rendered from messages that come late. */
  readonly renderedMs: number;
}

/** How the feed stands. `reconnecting`: its socket broke; pictures go on being composed, the newest GOP is what begins again. */
export type FeedStatus = 'off' | 'connecting' | 'sending' | 'reconnecting' | 'refused' | 'replaced';

/** Told every second. Counts since the worker began. */
export interface ProgrammeFigures {
  /** Ticks of the programme's clock that brought a picture. While it stands still and nothing is sent, few do. */
  readonly composed: number;
  /** Pictures that stood for ticks which came too late: sent again, so that the rate stays constant. */
  readonly repeated: number;
  /** Ticks left out of the encoder because it was behind or had failed. */
  readonly skippedByEncoder: number;
  /** Of `skippedByEncoder`: those that went with an encoder that failed, and those that came until there was another. */
  readonly lostWithEncoder: number;
  /** Pictures not sent because the engine or the line to it was behind or away. */
  readonly droppedByFeed: number;
  readonly composeP50Ms: number;
  readonly composeP95Ms: number;
  /** Frames that wait in the encoder. */
  readonly encodeQueue: number;
  readonly sentBytes: number;
  readonly untakenBytes: number;
  readonly renderer: 'webgl2' | '2d';
  readonly encoder: { readonly codec: 'h264' | 'vp8' | 'vp9'; readonly isHardware: boolean } | null;
  /** Sound against the worker's clock, as it is made good: milliseconds. */
  readonly driftMs: number;
}

export type FromProgramme =
  | { readonly type: 'figures'; readonly figures: ProgrammeFigures }
  | { readonly type: 'feed'; readonly status: FeedStatus; readonly reason: Reason | null }
  /** Frames of a source come (size of its picture), or stopped coming; or its file could not be decoded. */
  | {
      readonly type: 'source';
      readonly sourceId: string;
      readonly status: 'live' | 'frozen' | 'gone' | 'unreadable';
      readonly width: number;
      readonly height: number;
    }
  /** Survived: the GPU's context was lost, the encoder failed and was made anew, … */
  | { readonly type: 'trouble'; readonly reason: Reason }
  | { readonly type: 'picture'; readonly id: number; readonly bitmap: ImageBitmap }
  /** The scene that is on now; told when a transition is over. */
  | { readonly type: 'on'; readonly sceneId: string };
