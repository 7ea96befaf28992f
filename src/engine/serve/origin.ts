import type { ServerState } from '../../shared/studio-state.js';
import type { LivePart } from '../archive/live-part.js';
import type { Service } from '../service.js';

/** The HTTP origin of the destination "This computer": serves the published folder, and nothing else, from its own thread. */
export interface Origin extends Service {
  state(): ServerState;
  onState(listener: (state: ServerState) => void): () => void;
  /** `http://127.0.0.1:PORT` first, then one per network address when the network is allowed. */
  baseUrls(): readonly { url: string; reach: 'computer' | 'network' }[];
  setLan(allowed: boolean): Promise<void>;
  /** Tells the cache that these files (paths below the root, `/`-separated) were written anew or, for a folder, removed. */
  changed(paths: readonly string[]): void;
  /** An ordinary live playlist of a rendition (its folder below the root) was written; null: it has ended, or was removed. */
  livePlaylist(folder: string, text: string | null): void;
  /** A part of a live segment was cut: `partSeconds` is what parts are cut to. */
  livePart(folder: string, partSeconds: number, part: LivePart): void;
  /** Bytes and requests served since the start. */
  figures(): { requests: number; bytes: number };
}
