import type { BucketCredentials, DestinationConfig } from '../shared/destinations.js';
import type { LatencyProfileName } from '../shared/latency-profiles.js';
import type { RelayConfig, RelayKeys } from '../shared/relays.js';
import type { Ffmpeg } from './process/ffmpeg.js';
import type { KeychainKey } from './secrets/master-key.js';
import type { StateStore, StudioCommands, StudioQueries } from './serve/studio-api.js';

/** A relay that a command line names: a saved one by its name or id, or one for this run alone, whose keys stay in memory. */
export type RelayOfRun =
  | { readonly kind: 'saved'; readonly name: string }
  | { readonly kind: 'url'; readonly config: RelayConfig; readonly keys: RelayKeys };

/** What an engine is made from. Everything else it finds out itself. */
export interface EngineOptions {
  readonly dataDir: string;
  /** Folder of what was built: `out/` (holds `renderer/`, `viewer/` and the workers). */
  readonly outDir: string;
  readonly version: string;
  /** What a host has begun to look for already (`resolveFfmpeg`). Undefined: the engine looks itself. */
  readonly ffmpeg?: Promise<Ffmpeg>;
  /** Overrides the setting; 0 picks a free port. Undefined: the setting, then the next free one. */
  readonly studioPort?: number;
  readonly rtmpPort?: number;
  readonly originPort?: number;
  /** Also write the log to standard error, human-readable, from this level on. */
  readonly logToStderr?: 'debug' | 'info' | 'warn' | 'error';
  /** True where the host can show a folder to the person at the desk. */
  readonly canReveal?: boolean;
  /** True in the desktop app, whose page (`app://studio`) may use the engine. */
  readonly allowsApp?: boolean;
  /** The key that the system's keychain keeps for the desktop app. Undefined: there is none. */
  readonly keychain?: KeychainKey;
  /** Opens the folder that holds `path`. */
  readonly reveal?: (path: string) => Promise<void>;
  /** Overrides of stored settings for this run only, e.g. from the command line. */
  readonly settings?: { readonly reconnectWindowSeconds?: number; readonly latency?: LatencyProfileName };
  /**
   * A bucket for this run only, instead of the default destination. Its keys stay in memory; the place is remembered as long
   * as something is on its way there. Comes before `destinationId`.
   */
  readonly destination?: { readonly config: DestinationConfig; readonly credentials: BucketCredentials };
  /**
   * Id or name of a saved destination, or `this-computer`, for this run only, instead of the default. Start throws
   * `destination.not-found` when there is none.
   */
  readonly destinationId?: string;
  /**
   * Whom this run's broadcasts take along, instead of the relays that are enabled; empty: nobody. Start throws
   * `relay.not-found`, `relay.invalid`.
   */
  readonly relays?: readonly RelayOfRun[];
}

/** One line of facts about a broadcast, for `--json`. */
export interface BroadcastSummary {
  readonly broadcastId: string;
  readonly viewerUrl: string;
  readonly masterUrl: string;
  /** Folder that holds master.m3u8. */
  readonly archiveDir: string;
  readonly durationSeconds: number;
  readonly renditions: readonly {
    readonly name: string;
    readonly width: number | null;
    readonly height: number | null;
    readonly fps: number | null;
    readonly codecs: string;
    readonly averageBandwidth: number;
    readonly copied: boolean;
  }[];
  /** Segments of the top rendition. */
  readonly segments: number;
  /** Segments that were begun and are not in the archive: 0, or something went wrong. */
  readonly lostSegments: number;
  /** What is in the creator's bucket; null when it was published on this computer only. */
  readonly published: {
    /** Name of the destination. */
    readonly destination: string;
    /** Media objects that the bucket has confirmed, and their bytes. */
    readonly objects: number;
    readonly bytes: number;
    readonly retries: number;
    /** Objects that are not there yet: 0 once the bucket is complete. */
    readonly backlog: number;
  } | null;
}

/** The engine: the same one behind the desktop app, the headless server, the CLI and every test. */
export interface Engine {
  readonly state: StateStore;
  readonly commands: StudioCommands;
  readonly queries: StudioQueries;
  /** Starts all services in order. Throws AppError (`engine.data-dir-busy`, `ffmpeg.missing`, …) after stopping what had started. */
  start(): Promise<void>;
  /** Ends the broadcast cleanly, stops all in reverse order, leaves no child. Never throws. */
  stop(reason: string): Promise<void>;
  /** A URL of the studio with a fresh single-use token in its fragment: `http://127.0.0.1:PORT/#token=…`. */
  studioUrl(): string;
  /** Ends by itself after `seconds` of programme (not of wall clock), when given. */
  endAfter(broadcastId: string, seconds: number): void;
  /** Resolves when the broadcast has ended and its archive is whole. Rejects when it failed before anything was recorded. */
  ended(broadcastId: string): Promise<BroadcastSummary>;
  /** Null while there is nothing to play yet. */
  summary(broadcastId: string): BroadcastSummary | null;
}
