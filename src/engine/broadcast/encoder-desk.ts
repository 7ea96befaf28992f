import { AppError, toAppError } from '../../shared/errors.js';
import { studioInputId } from '../../shared/feed.js';
import type { Reason } from '../../shared/domain.js';
import type { Input } from '../../shared/studio-state.js';
import type { Logger } from '../log/logger.js';
import type { MediaServer, PublishSession } from '../ingest/media-server.js';
import type { Ffmpeg } from '../process/ffmpeg.js';
import type { InputStore } from '../settings/stores.js';
import type { BroadcastManager } from './broadcast-manager.js';
import { EncoderFeed } from './encoder-feed.js';
import { sourceReason } from './source-reason.js';
import type { StudioShow } from './studio-show.js';

export interface EncoderDeskDeps {
  readonly mediaServer: MediaServer;
  readonly inputs: InputStore;
  readonly broadcasts: BroadcastManager;
  readonly ffmpeg: Ffmpeg;
  readonly logger: Logger;
  readonly onInputs: (inputs: Input[]) => void;
  readonly onNotice: (level: 'info' | 'warning' | 'error', reason: Reason) => void;
  /** The show that this studio itself sends, by the input `studio`; null while it sends none. */
  readonly studio?: () => StudioShow | null;
}

/** An encoder that is sending. */
interface Encoder {
  readonly session: PublishSession;
  /** Connected and unused. */
  held: boolean;
  isOnAir: boolean;
}

/** Codecs that travel in FLV only by enhanced RTMP, which ffmpeg reads from 6.1 on. */
const enhancedCodecs: ReadonlySet<string> = new Set(['hevc', 'av1', 'vp9']);

/**
 * Receives encoders: puts one on air when nothing else is, gives it back to its broadcast within the reconnect window, and
 * holds it (connected, unused) when the creator ended the broadcast or another one is on. The studio's own feed is one more
 * encoder, but it says which show it sends: it goes on with no other one's broadcast, and is cut off instead of held.
 */
export class EncoderDesk {
  readonly #deps: EncoderDeskDeps;
  readonly #sessions = new Map<string, Encoder>();

  constructor(deps: EncoderDeskDeps) {
    this.#deps = deps;
  }

  /** Starts listening to the media server and the input store. Call before the media server starts. */
  open(): void {
    const { mediaServer, inputs, onNotice } = this.#deps;
    mediaServer.onPublish((session) => void this.#receive(session));
    mediaServer.onRefused(({ code, remoteAddress }) =>
      onNotice('warning', { code: 'ingest.refused', details: { why: code, address: remoteAddress } }),
    );
    inputs.onChange(() => this.#inputsChanged());
    this.#inputsChanged();
  }

  /** Puts a held encoder on air as a new broadcast. Throws `input.invalid` when there is none. */
  async resume(inputId: string): Promise<void> {
    const entry = this.#sessions.get(inputId);
    if (entry?.held !== true) throw new AppError('input.invalid', 'Expected an encoder that is held, got none');
    await this.#putOnAir(entry.session);
  }

  /** The broadcast of this input has ended; an encoder that still sends is held. */
  broadcastEnded(inputId: string): void {
    const entry = this.#sessions.get(inputId);
    if (entry?.isOnAir !== true) return;
    entry.isOnAir = false;
    if (inputId === studioInputId) return entry.session.disconnect();
    this.#hold(entry, { code: 'ingest.held', details: {} });
  }

  async #receive(session: PublishSession): Promise<void> {
    const entry: Encoder = { session, held: false, isOnAir: false };
    this.#sessions.set(session.inputId, entry);
    this.#publishInputs();
    void session.ended.then(() => {
      if (this.#sessions.get(session.inputId) === entry) this.#sessions.delete(session.inputId);
      this.#publishInputs();
    });
    try {
      await this.#putOnAir(session);
    } catch (thrown) {
      const error = toAppError(thrown);
      this.#deps.logger.warn({ err: error, address: session.remoteAddress }, 'encoder not put on air');
      const why: Reason = { code: error.code, details: error.details };
      if (session.inputId === studioInputId) {
        // its studio says so itself
        this.#deps.studio?.()?.onRefused(error);
        session.disconnect();
        return;
      }
      if (error.code === 'broadcast.busy') {
        this.#hold(entry, { code: 'ingest.held', details: {} });
        return;
      }
      this.#deps.onNotice('error', why);
      session.disconnect();
    }
  }

  async #putOnAir(session: PublishSession): Promise<void> {
    const { broadcasts } = this.#deps;
    const show = this.#showOf(session);
    show?.onSending();
    const announced = await session.ready;
    const source = show?.describe(announced) ?? announced;
    this.#refuseUnreadable(source.video?.codec ?? null);
    const entry = this.#sessions.get(session.inputId);
    const feed = new EncoderFeed(session, source);
    const isWanted = (): boolean => this.#sessions.get(session.inputId)?.session === session;
    if (!isWanted()) return;
    const { active } = broadcasts;
    const isItsOwn =
      active !== null &&
      active.row.programme.kind === 'encoder' &&
      active.row.programme.inputId === session.inputId &&
      active.row.showId === (show?.wish.showId ?? null);
    if (isItsOwn) {
      // an encoder may be back before the last frames of its former stay are packed
      const isBack = await active.attachWhenFree(feed, isWanted);
      if (isBack) this.#deps.onNotice('info', sourceReason(active.row.programme, 'back'));
      // its broadcast was just ending: this is the first frame of the next one
      else await broadcasts.ended(active.row.id);
      if (!isBack && isWanted()) await this.#begin(session, feed, show);
    } else {
      await this.#begin(session, feed, show);
    }
    if (entry?.session === session) Object.assign(entry, { held: false, isOnAir: true });
    this.#publishInputs();
  }

  async #begin(session: PublishSession, feed: EncoderFeed, show: StudioShow | null): Promise<void> {
    const { inputId } = session;
    const name = this.#deps.inputs.list().find((input) => input.id === inputId)?.name ?? 'Encoder';
    const label = show === null ? name : 'This studio';
    await this.#deps.broadcasts.begin({ kind: 'encoder', inputId, label }, feed, show?.wish);
  }

  /** Throws `ingest.source-ended` for a feed of the studio that is over already. */
  #showOf(session: PublishSession): StudioShow | null {
    if (session.inputId !== studioInputId) return null;
    const show = this.#deps.studio?.() ?? null;
    if (show === null) throw new AppError('ingest.source-ended', 'Expected the studio to send a show, got none');
    return show;
  }

  #refuseUnreadable(codec: string | null): void {
    const { major, minor, version } = this.#deps.ffmpeg;
    const readsEnhanced = major > 6 || (major === 6 && minor >= 1);
    if (codec !== null && enhancedCodecs.has(codec) && !readsEnhanced) {
      const details = { codec, ffmpeg: version };
      throw new AppError('ingest.codec-unsupported', `Expected ffmpeg 6.1 for ${codec} by RTMP, got ${version}`, {
        details,
      });
    }
  }

  #hold(entry: Encoder, why: Reason): void {
    entry.held = true;
    this.#deps.onNotice('info', why);
    this.#publishInputs();
  }

  #inputsChanged(): void {
    this.#deps.mediaServer.setKeys(this.#deps.inputs.list().map(({ id, key }) => ({ inputId: id, key })));
    this.#publishInputs();
  }

  #publishInputs(): void {
    this.#deps.onInputs(
      this.#deps.inputs.list().map(({ id, name, key }) => {
        const entry = this.#sessions.get(id);
        const status = entry === undefined ? 'idle' : entry.held ? 'held' : 'publishing';
        return { id, name, keyHint: `…${key.slice(-4)}`, status };
      }),
    );
  }
}
