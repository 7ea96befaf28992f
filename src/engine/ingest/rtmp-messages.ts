import type { MessagePort } from 'node:worker_threads';
import type { SourceInfo } from '../../shared/domain.js';
import type { IngestFigures } from './media-server.js';
import type { RtmpLimits } from './rtmp-limits.js';

/** An accepted stream key and the input it belongs to. */
export interface InputKey {
  readonly inputId: string;
  readonly key: string;
}

/** What a worker needs to listen. */
export interface RtmpWorkerData {
  /** Tried in this order; the first free one is taken. 0: any free port. */
  readonly ports: readonly number[];
  /** Always listened on. */
  readonly loopbackAddress: string;
  /** Listened on as well, as far as they can be bound. */
  readonly networkAddresses: readonly string[];
  readonly keys: readonly InputKey[];
  readonly limits: RtmpLimits;
}

export type RefusalCode = 'ingest.unknown-key' | 'ingest.already-publishing' | 'input.invalid';

/** `refused`: the key or the way in was withdrawn. `stopped`: we ended it. */
export type PublishEnd = 'disconnected' | 'refused' | 'stopped';

/** Engine → worker. */
export type ToRtmpWorker =
  /** Comes first, and once. */
  | { readonly type: 'listen'; readonly data: RtmpWorkerData }
  | { readonly type: 'keys'; readonly keys: readonly InputKey[] }
  | { readonly type: 'addresses'; readonly requestId: number; readonly networkAddresses: readonly string[] }
  | { readonly type: 'mint'; readonly requestId: number; readonly sessionId: string; readonly fromMs: number | null }
  /** Answered with `minted`, too. */
  | { readonly type: 'mint-publish'; readonly requestId: number; readonly inputId: string }
  | { readonly type: 'disconnect'; readonly sessionId: string }
  /** RelayFeedMessages go out through the port, RelayFeedAnswers come in. */
  | { readonly type: 'tap'; readonly sessionId: string; readonly port: MessagePort }
  | { readonly type: 'stop' };

/** Worker → engine. */
export type FromRtmpWorker =
  | { readonly type: 'listening'; readonly port: number; readonly networkAddresses: readonly string[] }
  | { readonly type: 'no-free-port'; readonly cause: string }
  | { readonly type: 'addresses'; readonly requestId: number; readonly networkAddresses: readonly string[] }
  | { readonly type: 'minted'; readonly requestId: number; readonly token: string | null }
  | {
      readonly type: 'publish';
      readonly sessionId: string;
      readonly inputId: string;
      readonly remoteAddress: string;
      readonly startedAtMs: number;
    }
  | { readonly type: 'source'; readonly sessionId: string; readonly info: SourceInfo }
  | {
      readonly type: 'no-source';
      readonly sessionId: string;
      readonly code: 'ingest.no-video' | 'ingest.codec-unsupported';
      readonly codec: string | null;
    }
  | { readonly type: 'figures'; readonly sessionId: string; readonly figures: IngestFigures }
  | { readonly type: 'ended'; readonly sessionId: string; readonly reason: PublishEnd }
  | { readonly type: 'refused'; readonly code: RefusalCode; readonly remoteAddress: string }
  | {
      readonly type: 'log';
      readonly level: 'debug' | 'info' | 'warn';
      readonly message: string;
      readonly fields: Readonly<Record<string, string | number>>;
    };
