import type { DestinationConfig, ProviderId } from '../shared/destinations.js';
import type { RelayService } from '../shared/relay-url.js';
import type { WhileSourceIsGone } from '../shared/relays.js';

/** A parsed command line: what the person asked for, checked and complete. */
export type Command =
  | { readonly name: 'help'; readonly topic: string | null }
  | { readonly name: 'version' }
  | ServeCommand
  | BroadcastCommand
  | DoctorCommand
  | DiagnosticsCommand
  | RelaysCommand
  /** `doctor --guide`: how to come by a bucket. */
  | { readonly name: 'guide'; readonly provider: ProviderId };

export interface ServeCommand {
  readonly name: 'serve';
  /** Null: the default of the platform or HEADWATER_HOME. */
  readonly dataDir: string | null;
  /** Null: the stored setting. 0: any free port. */
  readonly port: number | null;
  /** True where a browser may be opened. */
  readonly open: boolean;
  /** Where broadcasts are published. Null: the studio's default. */
  readonly destination: DestinationChoice | null;
  /** Who is taken along. Null: the relays that are enabled in the studio. */
  readonly relays: readonly RelayChoice[] | null;
}

/** `demo` and `live`: one broadcast from the command line. */
export interface BroadcastCommand {
  readonly name: 'demo' | 'live';
  readonly dataDir: string | null;
  readonly port: number | null;
  /** Seconds of programme after which it ends by itself. Null: until a signal or the source's end. */
  readonly seconds: number | null;
  readonly json: boolean;
  /** Keep serving the link after the end, until a signal. */
  readonly hold: boolean;
  /** File path or URL; null for the test programme. */
  readonly input: string | null;
  readonly title: string | null;
  /** Where it is published. Null: the studio's default. */
  readonly destination: DestinationChoice | null;
  /** Who is taken along. Null: the relays that are enabled in the studio. */
  readonly relays: readonly RelayChoice[] | null;
}

/** `doctor`: a destination is tested. */
export interface DoctorCommand {
  readonly name: 'doctor';
  readonly dataDir: string | null;
  readonly destination: Exclude<DestinationChoice, { kind: 'this-computer' }>;
  /** Apply what the key allows: bucket policy, CORS. */
  readonly fix: boolean;
  /** Make the bucket when it is not there. */
  readonly create: boolean;
  readonly json: boolean;
}

/** `diagnostics`: a zip for whoever helps. */
export interface DiagnosticsCommand {
  readonly name: 'diagnostics';
  readonly dataDir: string | null;
  /** Null: about the newest broadcast. */
  readonly broadcastId: string | null;
  /** A file or a folder. Null: among the exports of the data folder. */
  readonly out: string | null;
  /** Also to the private destination of the settings. */
  readonly upload: boolean;
}

/** `relays`: the saved ones are shown, changed and tested without an engine. */
export type RelaysCommand = { readonly name: 'relays'; readonly dataDir: string | null } & (
  | { readonly action: 'list'; readonly json: boolean }
  | ({ readonly action: 'add' } & RelayToAdd)
  | { readonly action: 'remove'; readonly relay: string }
  | { readonly action: 'test'; readonly relay: RelayChoice; readonly backup: boolean; readonly json: boolean }
);

/** A relay as the command line describes it; its key comes from elsewhere. */
export interface RelayToAdd {
  readonly relay: string;
  /** Null: as the address says. */
  readonly service: RelayService | null;
  /** Id of one of the service's servers; null: the first. */
  readonly server: string | null;
  /** Null: one of the service's own. May still hold the key. */
  readonly url: string | null;
  readonly backupUrl: string | null;
  readonly feed: string;
  /** Null: what suits the service. */
  readonly whileSourceIsGone: WhileSourceIsGone | null;
  readonly isEnabled: boolean;
  /** `-`: standard input. Null: HEADWATER_RELAY_KEY, or asked for. */
  readonly keyFile: string | null;
}

/** A relay that a command line names. The address may still hold the key, or lack it. */
export type RelayChoice =
  { readonly kind: 'saved'; readonly name: string } | { readonly kind: 'url'; readonly url: string };

/**
 * Where to publish, as the command line says: checked, without keys. A `bucket` still lacks what the environment knows
 * (bucket-from-environment.ts).
 */
export type DestinationChoice =
  | { readonly kind: 'this-computer' }
  | { readonly kind: 'saved'; readonly name: string }
  | {
      readonly kind: 'bucket';
      readonly config: DestinationConfig;
      /** Named AWS profile to take the keys from; null: as the environment says. */
      readonly awsProfile: string | null;
    };

/** A wrong command line: shown in words, exit status 2. */
export class UsageError extends Error {
  readonly command: string | null;

  constructor(message: string, command: string | null = null) {
    super(message);
    this.name = 'UsageError';
    this.command = command;
  }
}
