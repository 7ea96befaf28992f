import type { LivePart } from '../archive/live-part.js';
import type { ErrorCode } from '../../shared/errors.js';

/** What the origin's worker thread is started with. */
export interface OriginWorkerData {
  readonly root: string;
  readonly cacheBytes: number;
  /** Port to try first. */
  readonly port: number;
  /** True after a restart: the same port or none, for links with it have been handed out. */
  readonly onlyWanted: boolean;
  readonly lan: boolean;
  /** Two doubles that only the worker writes: requests and bytes since the engine's start. */
  readonly counters: SharedArrayBuffer;
}

/** Engine → worker. Both come from the same build: the types are the check, and the thread is there sooner without another. */
export type ToOrigin =
  | { readonly type: 'changed'; readonly paths: readonly string[] }
  | { readonly type: 'playlist'; readonly folder: string; readonly text: string | null }
  | ({ readonly type: 'part'; readonly folder: string; readonly partSeconds: number } & OriginPart)
  | { readonly type: 'lan'; readonly request: number; readonly allowed: boolean }
  | { readonly type: 'stop' };

/** A part of a live segment, as archive/live-part.ts has it; its rendition is told by the folder. */
export type OriginPart = Omit<LivePart, 'broadcastId' | 'rendition'>;

/** Worker → engine. `lan` with `request` null: the network itself has changed. */
export type FromOrigin =
  | { readonly type: 'listening'; readonly port: number; readonly lan: readonly string[] }
  | { readonly type: 'lan'; readonly request: number | null; readonly lan: readonly string[] }
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly message: string }
  | { readonly type: 'problem'; readonly message: string };
