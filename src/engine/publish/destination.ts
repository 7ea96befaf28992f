/** How a published file may be cached. */
export type FileKind = 'segment' | 'init' | 'media-playlist' | 'master-playlist' | 'page' | 'asset' | 'data' | 'image';

/**
 * Where a channel is published. Paths are `/`-separated, below the destination's root, the channel first
 * (archive/layout.ts). This issue has one: a folder on this computer, which is the archive itself, so that media has
 * nowhere to be copied to.
 */
export interface Destination {
  readonly name: string;
  /** Media that the archive has closed (and fsynced). Resolves when it can be read at the destination. */
  mediaWritten(path: string, kind: 'segment' | 'init'): Promise<void>;
  /**
   * Writes a small file atomically. Resolves when it can be read at the destination. `isFinal`: it will not change any
   * more, and must survive a power cut.
   */
  put(path: string, content: string | Buffer, kind: FileKind, options?: { readonly isFinal?: boolean }): Promise<void>;
  /** Removes a file or a folder with all in it. */
  remove(path: string): Promise<void>;
}
