import type { Ffmpeg } from '../process/ffmpeg.js';
import type { ProcessOwner } from '../process/owned-process.js';
import { classifyInput } from '../ingest/probe/classify-input.js';
import { probeUrl } from '../ingest/probe/probe-url.js';
import { testProgrammeSource } from '../transcode/test-programme.js';
import type { TranscodeInput } from '../transcode/transcoder.js';
import type { BroadcastManager } from './broadcast-manager.js';
import { DirectFeed } from './direct-feed.js';
import type { ProgrammeFeed } from './feed.js';

const probeTimeoutMs = 15_000;
/** Pauses between tries to reach a camera or server again. */
const retryMs = 2_000;

/** Starts programmes that ffmpeg reads by itself: the test programme, files, addresses. */
export class DirectProgrammes {
  readonly #deps: {
    readonly broadcasts: BroadcastManager;
    readonly ffmpeg: Ffmpeg;
    readonly owner: ProcessOwner;
    readonly wait: (delayMs: number) => Promise<void>;
    /** Coming back to a source went wrong for good; the reconnect window ends the broadcast. */
    readonly onLost: (error: unknown) => void;
  };

  constructor(deps: {
    readonly broadcasts: BroadcastManager;
    readonly ffmpeg: Ffmpeg;
    readonly owner: ProcessOwner;
    readonly wait: (delayMs: number) => Promise<void>;
    /** Coming back to a source went wrong for good; the reconnect window ends the broadcast. */
    readonly onLost: (error: unknown) => void;
  }) {
    this.#deps = deps;
  }

  /** Returns the broadcast's id. Throws `broadcast.busy`. */
  async startTest(title?: string): Promise<string> {
    const input = { kind: 'test', width: 1280, height: 720, fps: 30 } as const satisfies TranscodeInput;
    const feed = new DirectFeed({ source: testProgrammeSource(input), input });
    const broadcast = await this.#deps.broadcasts.begin({ kind: 'test', label: 'Test programme' }, feed, { title });
    return broadcast.row.id;
  }

  /**
   * Opens a file or an address. Returns the broadcast's id. Throws `ingest.source-unreadable`, `ingest.no-video`,
   * `input.invalid` or `broadcast.busy`.
   */
  async startUrl(text: string, title?: string): Promise<string> {
    const { feed, label } = await this.#open(text);
    // Titles are published: a file's name may be one, a camera's or a server's address is for the studio alone.
    const ownTitle = title ?? (label.includes('://') ? undefined : label);
    const broadcast = await this.#deps.broadcasts.begin({ kind: 'url', label }, feed, { title: ownTitle });
    if (feed.isLive) {
      this.#keepComingBack(broadcast.row.id, text).catch((error: unknown) => this.#deps.onLost(error));
    }
    return broadcast.row.id;
  }

  /** A camera or server that went away is asked for again until the reconnect window closes. */
  async #keepComingBack(broadcastId: string, text: string): Promise<void> {
    const { broadcasts, wait } = this.#deps;
    for (;;) {
      await wait(retryMs);
      const { active } = broadcasts;
      if (active === null || active.row.id !== broadcastId) return;
      if (active.row.status !== 'reconnecting') continue;
      const opened = await this.#open(text).catch(() => null);
      if (opened === null || broadcasts.active !== active) continue;
      await active.attachWhenFree(opened.feed, () => active.row.status === 'reconnecting');
    }
  }

  async #open(text: string): Promise<{ feed: ProgrammeFeed; label: string }> {
    const { ffmpeg, owner } = this.#deps;
    const input = classifyInput(text);
    const source = await probeUrl({
      ffmpeg,
      owner,
      url: input.url,
      live: input.kind === 'live-url',
      timeoutMs: probeTimeoutMs,
    });
    const isFinite = input.kind === 'file' || source.durationSeconds !== null;
    const feed = new DirectFeed({ source, input: { kind: isFinite ? 'file' : 'live-url', url: input.url } });
    return { feed, label: labelOf(input.url) };
  }
}

/** A name for people without credentials, query or path to give away. */
function labelOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed !== null && parsed.host !== '') return `${parsed.protocol}//${parsed.host}`;
  return url.split(/[\\/]/).at(-1)?.slice(0, 120) || 'File';
}
