import type { BroadcastSummary, EngineOptions } from '../../src/engine/engine-api.js';

/** What the engine of a benchmark is started with. */
export interface EngineStart {
  readonly dataDir: string;
  readonly settings: NonNullable<EngineOptions['settings']>;
  /** Tell of every segment when the packager closes it. */
  readonly tracesSegments: boolean;
  /** A bucket to publish to; this computer unless told. */
  readonly destination?: EngineOptions['destination'];
  /** Whom the broadcasts are sent on to, by address. */
  readonly relays?: EngineOptions['relays'];
  /** What was built; `out/` unless told. */
  readonly outDir?: string;
}

/** All times are monotonic milliseconds (monotonic.ts). */
export type FromEngine =
  | {
      readonly type: 'ready';
      readonly pushUrl: string;
      readonly channelPage: string;
      readonly encoders: readonly string[];
    }
  | { readonly type: 'accepted'; readonly atMs: number; readonly pageUrl: string }
  | { readonly type: 'playable'; readonly atMs: number; readonly masterUrl: string }
  /** A broadcast that had lost its encoder is live again. */
  | { readonly type: 'back'; readonly atMs: number }
  | { readonly type: 'closed'; readonly atMs: number; readonly rendition: string; readonly sequence: number }
  /** The relays that were named are on (live, or trying to be), or off. */
  | { readonly type: 'relayed'; readonly isOn: boolean }
  | { readonly type: 'ended'; readonly summary: BroadcastSummary; readonly notices: readonly string[] };

export type ToEngine =
  | { readonly type: 'test' }
  /** Starts or stops some relays of the broadcast that is on, by their names. */
  | { readonly type: 'relays'; readonly isOn: boolean; readonly names: readonly string[] }
  | { readonly type: 'stop' };
