import type { MediaStatus, Source, Trouble } from '../watch/watch-state.js';

/** One rung of the ladder, as far as a viewer cares. */
export interface Quality {
  readonly id: number;
  readonly width: number;
  readonly height: number;
  /** Null: not known. */
  readonly fps: number | null;
  /** Bits per second. */
  readonly bandwidth: number;
}

/** Where the viewer may go, in seconds of the video element. `end` of a live stream is the live position. */
export interface SeekRange {
  readonly start: number;
  readonly end: number;
}

export interface PlaybackListener {
  onMedia(media: MediaStatus): void;
  /** Null: the trouble is over. */
  onTrouble(trouble: Trouble | null): void;
  /** The playlists have become whole: nothing more will come. */
  onComplete(): void;
  /** A playlist names more than it did: the studio is there. */
  onGrown(): void;
  /** All that `history` had was played; seconds of the broadcast. */
  onHistoryRanOut(seconds: number): void;
  /** The video element was emptied and filled anew while it should play, which pauses it: it wants to be started again. */
  onRestart(): void;
  /** Qualities, the one that plays, or the kind of stream have changed. */
  onChange(): void;
}

/** At the live edge; seconds. */
export interface EdgeOptions {
  readonly segmentSeconds: number;
  /** What lies ahead of the picture when the next segment comes: at first, and at most on a line that stalls. */
  readonly reserveSeconds: number;
  readonly mostReserveSeconds: number;
}

export interface PlaybackOptions {
  readonly video: HTMLVideoElement;
  /** URL of the master playlist. */
  readonly url: string;
  /** `live`: begin at the live position. `history`: play what there is. `recording`: wait until the playlists are whole. */
  readonly mode: Source;
  /** Where to begin, seconds of the broadcast; null: at the live position, or where it begins. */
  readonly startAt: number | null;
  /** While live: what is older than the window can be had elsewhere (`history`), so the viewer may go there. */
  readonly hasHistory: () => boolean;
  /** How close to the live edge to play, asking the bucket for what no playlist names yet; null: as the playlists say. */
  readonly edge: EdgeOptions | null;
  readonly listener: PlaybackListener;
}

/** What a player knows of how it goes. */
export interface PlaybackFigures {
  readonly player: 'hls.js' | 'browser';
  /** What the line carries, bits per second; null: not known. */
  readonly bandwidth: number | null;
  /** Requests of playlists and media that failed so far, tried again or not. */
  readonly failedRequests: number;
  /** Segments are asked for by name before a playlist names them. */
  readonly isAhead: boolean;
}

/** A stream in the video element. It recovers by itself and says how it is doing. */
export interface Playback {
  isLive(): boolean;
  /** Null: nothing known yet. */
  range(): SeekRange | null;
  /** Where the picture is, seconds of the broadcast; null: not known. */
  broadcastSeconds(): number | null;
  /** False: this lies outside of what is loaded here, but the broadcast has it. `seconds` as in `range`. */
  canReach(seconds: number): boolean;
  /** Wall clock of the frame on screen at the studio (EXT-X-PROGRAM-DATE-TIME), epoch ms; null: not known. */
  programTimeMs(): number | null;
  /** How far behind the live position still counts as live, seconds. */
  edgeToleranceSeconds(): number;
  /** Best first; empty where the browser chooses alone. */
  qualities(): readonly Quality[];
  /** What the viewer chose; null: automatic. */
  chosenQuality(): number | null;
  /** What plays now; null: not known. */
  currentQuality(): number | null;
  choose(quality: number | null): void;
  figures(): PlaybackFigures;
  /** Cuts a pause before a retry short. */
  retryNow(): void;
  /** Leaves the video element empty. */
  destroy(): void;
}
