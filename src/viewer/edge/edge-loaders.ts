import Hls, {
  type FragmentLoaderContext,
  type HlsConfig,
  type Loader,
  type LoaderCallbacks,
  type LoaderConfiguration,
  type LoaderContext,
  type LoaderStats,
  type PlaylistLoaderContext,
} from 'hls.js';
import { EdgeFailure, type EdgeObject } from './edge-track.js';
import type { LiveEdge } from './live-edge.js';

type LoaderClass<T extends LoaderContext> = new (config: HlsConfig) => Loader<T>;

function emptyStats(): LoaderStats {
  return {
    aborted: false,
    loaded: 0,
    retry: 0,
    total: 0,
    chunkCount: 0,
    bwEstimate: 0,
    loading: { start: 0, first: 0, end: 0 },
    parsing: { start: 0, end: 0 },
    buffering: { start: 0, first: 0, end: 0 },
  };
}

/** What is the same in both: one load that can be called off, and hls.js' own loader for what is not the live edge's. */
abstract class EdgeLoader<T extends LoaderContext> implements Loader<T> {
  context: T | null = null;
  stats: LoaderStats = emptyStats();
  readonly #plain: Loader<T>;
  #isPlain = false;
  readonly #calledOff = new AbortController();
  #callbacks: LoaderCallbacks<T> | null = null;

  constructor(config: HlsConfig) {
    const Plain = Hls.DefaultConfig.loader as unknown as LoaderClass<T>;
    this.#plain = new Plain(config);
  }

  protected abstract begin(context: T, calledOff: AbortSignal): Promise<string | EdgeObject | null> | EdgeObject | null;

  load(context: T, config: LoaderConfiguration, callbacks: LoaderCallbacks<T>): void {
    this.context = context;
    this.#callbacks = callbacks;
    this.stats.loading.start = performance.now();
    const begun = this.begin(context, this.#calledOff.signal);
    if (begun === null) this.#loadPlain(context, config, callbacks);
    else void this.#finish(Promise.resolve(begun), context, config, callbacks);
  }

  abort(): void {
    if (this.#isPlain) {
      this.#plain.abort();
      return;
    }
    if (this.#calledOff.signal.aborted) return;
    this.#calledOff.abort();
    this.stats.aborted = true;
    if (this.context !== null && this.stats.loading.end === 0) {
      this.#callbacks?.onAbort?.(this.stats, this.context, null);
    }
  }

  destroy(): void {
    this.#callbacks = null;
    this.#calledOff.abort();
    this.#plain.destroy();
    this.context = null;
  }

  getCacheAge(): number | null {
    return this.#isPlain ? (this.#plain.getCacheAge?.() ?? null) : 0;
  }

  getResponseHeader(name: string): string | null {
    return this.#isPlain ? (this.#plain.getResponseHeader?.(name) ?? null) : null;
  }

  async #finish(
    begun: Promise<string | EdgeObject | null>,
    context: T,
    config: LoaderConfiguration,
    callbacks: LoaderCallbacks<T>,
  ): Promise<void> {
    let result: string | EdgeObject | null;
    try {
      result = await begun;
    } catch (error) {
      if (this.#calledOff.signal.aborted) return;
      const code = error instanceof EdgeFailure ? error.status : 0;
      callbacks.onError({ code, text: String(error) }, context, null, this.stats);
      return;
    }
    if (this.#calledOff.signal.aborted) return;
    if (result === null) this.#loadPlain(context, config, callbacks);
    else this.#succeed(result, context, callbacks);
  }

  #succeed(result: string | EdgeObject, context: T, callbacks: LoaderCallbacks<T>): void {
    const { stats } = this;
    const now = performance.now();
    if (typeof result === 'string') {
      // how long the question was held back says nothing about the line
      stats.loading = { start: now, first: now, end: now };
      stats.loaded = stats.total = result.length;
    } else {
      stats.loading = { start: result.startMs, first: result.firstMs, end: result.endMs };
      stats.loaded = stats.total = result.bytes.byteLength;
    }
    stats.chunkCount = 1;
    const data = typeof result === 'string' ? result : result.bytes;
    callbacks.onSuccess({ url: context.url, data, code: 200 }, stats, context, null);
  }

  #loadPlain(context: T, config: LoaderConfiguration, callbacks: LoaderCallbacks<T>): void {
    this.#isPlain = true;
    this.stats = this.#plain.stats;
    this.#plain.load(context, config, callbacks);
  }
}

/** hls.js' loaders for playlists and fragments at the live edge of a bucket. */
export function edgeLoaders(edge: LiveEdge): Pick<HlsConfig, 'pLoader' | 'fLoader'> {
  class EdgePlaylistLoader extends EdgeLoader<PlaylistLoaderContext> {
    protected begin(context: PlaylistLoaderContext, calledOff: AbortSignal): Promise<string | null> | null {
      const { type } = context;
      const kind: string = type;
      if (kind !== 'level' && kind !== 'audioTrack') return null;
      const track = edge.track(context.url, kind);
      const wanted = context.deliveryDirectives?.msn;
      return wanted === undefined ? track.current(calledOff) : track.upTo(wanted, calledOff);
    }
  }
  class EdgeFragmentLoader extends EdgeLoader<FragmentLoaderContext> {
    protected begin({ url, frag }: FragmentLoaderContext): EdgeObject | null {
      return frag.sn === 'initSegment' ? null : edge.take(url);
    }
  }
  return { pLoader: EdgePlaylistLoader, fLoader: EdgeFragmentLoader };
}
