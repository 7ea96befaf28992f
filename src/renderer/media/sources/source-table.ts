import type { Reason } from '../../../shared/domain.js';
import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { SceneSource, SourceKind } from '../../../shared/scenes/scene-source.js';
import type { Picture } from '../compose/draw-list.js';
import type { MediaReasonCode } from '../media-reasons.js';
import type { PictureBook } from '../compose/scene-items.js';
import { colourPicture } from './colour-picture.js';
import { FrameReader, type FrameStatus } from './frame-reader.js';
import { openImage } from './open-image.js';
import { PagePicture } from './page-picture.js';
import { placeholder } from './placeholder.js';
import type { SourcePicture } from './source-picture.js';
import { StillPicture } from './still-picture.js';
import { TextPicture } from './text-picture.js';

const unreadable: MediaReasonCode = 'capture.file-unreadable';

/**
 * The sound of a web page comes so much later than its picture (45 to 75 ms were measured: what Chromium holds back of a captured
 * page, and the latency that this plays with). A page that is heard is seen later by as much.
 */
const pageSoundMs = 60;

export type SourceTold = (sourceId: string, status: FrameStatus | 'unreadable', width: number, height: number) => void;

interface Entry {
  source: SceneSource | null;
  pictures: SourcePicture | null;
  /** What `pictures` was drawn from, where the worker draws it itself. */
  drawnFrom: string | null;
  /** Its picture's size when there was one: a placeholder keeps the shape. */
  size: { readonly width: number; readonly height: number } | null;
  /** Grows with each delivery: an image that was decoded too late for a newer one is dropped. */
  delivery: number;
}

/** All sources of the collection with their pictures of the moment. */
export class SourceTable implements PictureBook {
  readonly #entries = new Map<string, Entry>();
  readonly #told: SourceTold;
  readonly #trouble: (reason: Reason) => void;
  readonly #copiesPixels: () => boolean;
  readonly #news: () => void;
  #nowMs = 0;

  /**
   * `copiesPixels`: whether pictures are drawn by the processor, and best come as copies of pixels. `news`: told when a source has
   * another picture, but for those that change by the time alone.
   */
  constructor(options: {
    readonly told: SourceTold;
    readonly trouble: (reason: Reason) => void;
    readonly copiesPixels: () => boolean;
    readonly news: () => void;
  }) {
    this.#news = options.news;
    this.#copiesPixels = options.copiesPixels;
    this.#told = options.told;
    this.#trouble = options.trouble;
  }

  /** Pictures asked for from now on are those of this moment (epoch milliseconds). */
  setTime(nowMs: number): void {
    this.#nowMs = nowMs;
  }

  /** Takes the collection's sources; those that are in it no more are given back, those that differ are made anew. */
  setSources(sources: SceneCollection['sources']): void {
    const known = new Set(sources.map(({ id }) => id));
    for (const [id, entry] of this.#entries) {
      // what was delivered before its source was told stays
      if (entry.source === null || known.has(id)) continue;
      entry.pictures?.close();
      this.#entries.delete(id);
    }
    for (const source of sources) {
      const entry = this.#entry(source.id);
      entry.source = source;
      this.#drawOwn(entry, source);
    }
  }

  source(sourceId: string): SceneSource | undefined {
    return this.#entries.get(sourceId)?.source ?? undefined;
  }

  picture(sourceId: string): Picture | null {
    const entry = this.#entries.get(sourceId);
    const picture = entry?.pictures?.at(this.#nowMs) ?? null;
    if (entry === undefined || picture === null) return null;
    entry.size = picture.size;
    const { source, pictures } = entry;
    if (source?.kind.type !== 'camera' || !source.kind.isMirrored) return picture;
    // a placeholder is no picture of it
    return pictures instanceof FrameReader ? { ...picture, isMirrored: true } : picture;
  }

  /** Draws all text anew: the fonts have changed. */
  redrawText(): void {
    for (const entry of this.#entries.values()) {
      const kind = entry.source?.kind;
      if (kind?.type === 'text' || kind?.type === 'clock' || kind?.type === 'countdown')
        this.#replace(entry, new TextPicture(kind, entry.pictures));
    }
  }

  setFrames(sourceId: string, frames: ReadableStream<VideoFrame>): void {
    const entry = this.#entry(sourceId);
    // a film that stood still goes on from its picture: nothing behind it shows through meanwhile
    const before =
      entry.source?.kind.type === 'media' && entry.pictures instanceof StillPicture ? entry.pictures : null;
    if (before !== null) entry.pictures = null;
    const reader = new FrameReader({
      frames,
      before,
      copiesPixels: this.#copiesPixels,
      onFrame: this.#news,
      isSteady: () => entry.source?.kind.type === 'camera',
      // the page says when a film is gone: at its end, or while its file is out of reach, its picture stays
      staysAtEnd: () => entry.source?.kind.type === 'media',
      onStatus: (status, width, height) => {
        if (entry.pictures !== reader) return;
        this.#told(sourceId, status, width, height);
        if (status === 'gone') this.#replace(entry, placeholder(entry.size));
      },
    });
    this.#replace(entry, reader);
  }

  setBitmap(sourceId: string, bitmap: ImageBitmap): void {
    this.#replace(this.#entry(sourceId), new StillPicture(bitmap));
    this.#told(sourceId, 'live', bitmap.width, bitmap.height);
  }

  /** A web page: nothing stands for it until its first picture comes, for most of them lie over everything else. */
  setPage(sourceId: string, port: MessagePort): void {
    const onSize = (width: number, height: number): void => this.#told(sourceId, 'live', width, height);
    const entry = this.#entry(sourceId);
    const isHeard = (): boolean => entry.source?.kind.type === 'web' && entry.source.kind.withSound;
    const delayMs = (): number => (isHeard() ? pageSoundMs : 0);
    this.#replace(entry, new PagePicture({ port, onSize, delayMs, copiesPixels: this.#copiesPixels }));
    port.addEventListener('message', this.#news);
  }

  /** Decodes a file; one that cannot be decoded is told as trouble, and a placeholder stands for it. */
  async setFile(sourceId: string, file: Blob): Promise<void> {
    const entry = this.#entry(sourceId);
    entry.delivery += 1;
    const { delivery } = entry;
    let pictures: SourcePicture | null = null;
    try {
      pictures = await openImage(file);
    } catch {
      this.#trouble({ code: unreadable, details: { name: entry.source?.name ?? '' } });
    }
    if (entry.delivery !== delivery || this.#entries.get(sourceId) !== entry) return pictures?.close();
    const size = pictures?.at(this.#nowMs)?.size ?? null;
    this.#replace(entry, pictures ?? placeholder(entry.size));
    this.#told(sourceId, pictures === null ? 'unreadable' : 'live', size?.width ?? 0, size?.height ?? 0);
  }

  /** A placeholder stands for it. Why it is gone is the creator's to know: the page says so, the programme does not. */
  setGone(sourceId: string): void {
    const entry = this.#entry(sourceId);
    this.#replace(entry, placeholder(entry.size));
    this.#told(sourceId, 'gone', entry.size?.width ?? 0, entry.size?.height ?? 0);
  }

  close(): void {
    for (const { pictures } of this.#entries.values()) pictures?.close();
    this.#entries.clear();
  }

  #entry(sourceId: string): Entry {
    let entry = this.#entries.get(sourceId);
    if (entry === undefined) {
      entry = { source: null, pictures: null, drawnFrom: null, size: null, delivery: 0 };
      this.#entries.set(sourceId, entry);
    }
    return entry;
  }

  #replace(entry: Entry, pictures: SourcePicture | null): void {
    entry.delivery += 1;
    entry.pictures?.close();
    entry.pictures = pictures;
    this.#news();
  }

  /** What the worker draws by itself, made anew when what it is drawn from differs. */
  #drawOwn(entry: Entry, { kind }: SceneSource): void {
    const from = JSON.stringify(kind);
    if (entry.drawnFrom === from) return;
    entry.drawnFrom = from;
    const pictures = ownPicture(kind, entry.pictures);
    if (pictures !== null) this.#replace(entry, pictures);
    // another file: the old one stays until it comes; it may even have come before this
    else if (kind.type === 'image' && kind.assetId === null) this.#replace(entry, null);
  }
}

function ownPicture(kind: SourceKind, before: SourcePicture | null): SourcePicture | null {
  switch (kind.type) {
    case 'text':
    case 'clock':
    case 'countdown':
      return new TextPicture(kind, before);
    case 'colour':
      return colourPicture(kind);
    case 'web':
    case 'display':
    case 'camera':
    case 'microphone':
    case 'image':
    case 'media':
      return null;
  }
}
