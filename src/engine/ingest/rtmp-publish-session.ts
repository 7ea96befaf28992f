import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { AppError } from '../../shared/errors.js';
import type { SourceInfo } from '../../shared/domain.js';
import type { Logger } from '../log/logger.js';
import type { RelayFeedMessage } from '../relay/relay-tag.js';
import type { IngestFigures, PublishSession } from './media-server.js';

type End = Awaited<PublishSession['ended']>;

/** A publisher as the engine sees it. The worker's messages drive it through the `on…` methods. */
export class RtmpPublishSession implements PublishSession {
  readonly id: string;
  readonly inputId: string;
  readonly remoteAddress: string;
  readonly startedAtMs: number;
  readonly ready: Promise<SourceInfo>;
  readonly ended: Promise<End>;
  readonly #mintUrl: (fromMs: number | null) => Promise<string>;
  readonly #cut: () => void;
  readonly #sendTap: (port: MessagePort) => void;
  readonly #logger: Logger;
  readonly #listeners = new Set<(figures: IngestFigures) => void>();
  #figures: IngestFigures | null = null;
  #hasEnded = false;
  #resolveReady: (info: SourceInfo) => void = () => undefined;
  #rejectReady: (error: AppError) => void = () => undefined;
  #resolveEnded: (end: End) => void = () => undefined;

  constructor(deps: {
    id: string;
    inputId: string;
    remoteAddress: string;
    startedAtMs: number;
    /** Rejects with `ingest.source-ended` when the session is over. */
    mintUrl: (fromMs: number | null) => Promise<string>;
    cut: () => void;
    /** Passes the port on to the thread that has the packets. */
    sendTap: (port: MessagePort) => void;
    logger: Logger;
  }) {
    this.id = deps.id;
    this.inputId = deps.inputId;
    this.remoteAddress = deps.remoteAddress;
    this.startedAtMs = deps.startedAtMs;
    this.#mintUrl = deps.mintUrl;
    this.#cut = deps.cut;
    this.#sendTap = deps.sendTap;
    this.#logger = deps.logger;
    this.ready = new Promise((resolve, reject) => {
      this.#resolveReady = resolve;
      this.#rejectReady = reject;
    });
    // Nobody has to look at a session's `ready`: a refused source must not end the engine as an unhandled rejection.
    this.ready.catch(() => undefined);
    this.ended = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
  }

  createPullUrl(options: { readonly fromSeconds?: number } = {}): Promise<string> {
    return this.#mintUrl(options.fromSeconds === undefined ? null : Math.ceil(options.fromSeconds * 1000));
  }

  tap(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    // its thread may be dead, and would never say so
    if (this.#hasEnded) {
      port2.postMessage({ type: 'end' } satisfies RelayFeedMessage);
      port2.close();
    } else this.#sendTap(port2);
    return port1;
  }

  figures(): IngestFigures | null {
    return this.#figures;
  }

  onFigures(listener: (figures: IngestFigures) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  disconnect(): void {
    this.#cut();
  }

  onSource(info: SourceInfo): void {
    this.#resolveReady(info);
  }

  onNoSource(code: 'ingest.no-video' | 'ingest.codec-unsupported', codec: string | null): void {
    this.#rejectReady(new AppError(code, 'Expected readable video, got none', { details: { codec } }));
  }

  onMeasured(figures: IngestFigures): void {
    this.#figures = figures;
    for (const listener of this.#listeners) {
      try {
        listener(figures);
      } catch (thrown) {
        this.#logger.error({ err: String(thrown), sessionId: this.id }, 'a listener of figures threw');
      }
    }
  }

  onEnded(reason: End['reason']): void {
    this.#hasEnded = true;
    this.#rejectReady(new AppError('ingest.source-ended', 'The encoder left before its tracks were known'));
    this.#listeners.clear();
    this.#resolveEnded({ reason });
  }
}
