import type { Reason } from '../../../shared/domain.js';
import { SoundLine } from '../encode/sound-line.js';
import { thisMoment, TickClock } from '../clock/tick-clock.js';
import { isSameDrawing } from '../compose/same-drawing.js';
import type { Drawing } from '../compose/draw-list.js';
import type { FromProgramme, SoundBlock, ToProgramme } from '../protocol.js';
import { copiesPixelsAtOnce } from '../sources/frame-canvas.js';
import { loadStudioFont } from '../sources/studio-font.js';
import { SourceTable } from '../sources/source-table.js';
import { ComposeTimes } from './compose-times.js';
import { Pace } from './pace.js';
import { Sending } from './sending.js';
import { SentTotals } from './sent-totals.js';
import { Slate } from './slate.js';
import { Stage } from './stage.js';
import { Surface } from './surface.js';

type Of<T extends ToProgramme['type']> = Extract<ToProgramme, { type: T }>;

/** The programme: composes at a constant rate (but while it stands still and nobody is sent it, see Pace), shows it on the page's canvases, and sends it. Speaks protocol.ts. */
export class Programme {
  readonly #tell: (message: FromProgramme, transfer?: Transferable[]) => void;
  readonly #programme: Surface;
  /** Made when it is first needed: outside of studio mode it would be a GPU context for nothing. */
  #preview: Surface | null = null;
  readonly #makePreview: () => Surface;
  readonly #soundPort: MessagePort;
  readonly #sound = new SoundLine();
  readonly #sources: SourceTable;
  readonly #stage: Stage;
  readonly #times = new ComposeTimes(300);
  #clock = new TickClock(30, thisMoment());
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #seconds: ReturnType<typeof setInterval>;
  #sending: Sending | null = null;
  readonly #sent = new SentTotals();
  /** What the last pictures were made of: the same again is not drawn again. */
  #drawn: Drawing | null = null;
  #previewDrawn: Drawing | null = null;
  /** The last picture, as it was encoded: it stands for ticks that are missed or bring nothing new. */
  #frame: VideoFrame | null = null;
  readonly #slate = new Slate();
  readonly #pace = new Pace(performance.now());
  /** The next look is one of a programme at rest, whose ticks nobody missed. */
  #isResting = false;
  #isPaused = false;
  #grabs: Of<'grab'>[] = [];
  #composed = 0;
  #repeated = 0;
  #failedMs = -Infinity;
  #isClosed = false;

  constructor(init: Of<'init'>, tell: (message: FromProgramme, transfer?: Transferable[]) => void) {
    this.#tell = tell;
    const onTrouble = (reason: Reason): void => tell({ type: 'trouble', reason });
    this.#programme = new Surface({ display: init.programme, mode: init.renderer, onTrouble });
    this.#makePreview = () => new Surface({ display: init.preview, mode: init.renderer, onTrouble });
    const canCopy = copiesPixelsAtOnce();
    this.#sources = new SourceTable({
      copiesPixels: () => canCopy && this.#programme.kind === '2d',
      told: (sourceId, status, width, height) => tell({ type: 'source', sourceId, status, width, height }),
      trouble: onTrouble,
      news: () => this.#wake(),
    });
    // without it the system's font stands in, as it did until now
    loadStudioFont().then(
      () => this.#sources.redrawText(),
      (thrown: unknown) => this.#tellFailure(thrown),
    );
    this.#stage = new Stage((sceneId) => tell({ type: 'on', sceneId }));
    this.#soundPort = init.sound;
    this.#soundPort.onmessage = ({ data }: MessageEvent<SoundBlock>) => this.#sound.take(data, performance.now());
    this.#seconds = setInterval(() => this.#tellFigures(), 1000);
    this.#schedule();
  }

  /** Takes a message of the page. */
  async take(message: Exclude<ToProgramme, { type: 'init' }>): Promise<void> {
    this.#wake();
    switch (message.type) {
      case 'scenes':
        return this.#setScenes(message);
      case 'pictures':
        return this.#sources.setFrames(message.sourceId, message.frames);
      case 'image':
        return this.#sources.setFile(message.sourceId, message.file);
      case 'bitmap':
        return this.#sources.setBitmap(message.sourceId, message.bitmap);
      case 'page':
        return this.#sources.setPage(message.sourceId, message.port);
      case 'gone':
        return this.#sources.setGone(message.sourceId);
      case 'pause':
        this.#isPaused = message.isPaused;
        return this.#sound.setSilent(message.isPaused);
      case 'send':
        return this.#send(message);
      case 'stop':
        return this.#stopSending();
      case 'grab':
        this.#grabs.push(message);
        return;
      case 'close':
        return this.close();
    }
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearInterval(this.#seconds);
    await this.#stopSending();
    this.#sources.close();
    this.#slate.close();
    this.#programme.close();
    this.#preview?.close();
    this.#frame?.close();
    this.#soundPort.close();
  }

  #setScenes({ collection, programmeSceneId, previewSceneId, transition }: Of<'scenes'>): void {
    const nowMs = performance.now();
    this.#sources.setSources(collection.sources);
    this.#stage.set(collection, programmeSceneId, previewSceneId, transition, nowMs);
    this.#sending?.setCanvas(collection.canvas);
    if (collection.canvas.fps === this.#clock.fps) return;
    this.#clock = new TickClock(collection.canvas.fps, thisMoment());
    this.#schedule();
  }

  async #send(request: Of<'send'>): Promise<void> {
    await this.#stopSending();
    this.#sending = new Sending({
      request,
      canvas: this.#stage.canvas,
      sound: this.#sound,
      onFeed: (status, reason) => {
        // what is told of a show that is over is all of it
        if (status === 'off') this.#tellFigures();
        this.#tell({ type: 'feed', status, reason });
      },
      onTrouble: (reason) => this.#tell({ type: 'trouble', reason }),
      onEncoded: () => this.#tellFigures(),
    });
  }

  async #stopSending(): Promise<void> {
    const sending = this.#sending;
    if (sending === null) return;
    await sending.stop();
    if (this.#sending !== sending) return;
    this.#sent.bank(sending);
    this.#sending = null;
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#isClosed) return;
    const nowMs = performance.now();
    this.#timer = setTimeout(() => this.#run(), this.#pace.nextInMs(nowMs, this.#clock.nextInMs(nowMs)));
  }

  #wake(): void {
    this.#pace.changed(performance.now());
    if (this.#isResting) this.#schedule();
  }

  #run(): void {
    const clock = this.#clock;
    const moment = thisMoment();
    const { nowMs } = moment;
    const { tick, late, jumpedMs, sleptMs } = clock.look(moment);
    if (sleptMs > 0) {
      this.#sound.jump(jumpedMs);
      this.#sending?.wake(jumpedMs);
      this.#tell({ type: 'trouble', reason: { code: 'programme.slept', details: { seconds: sleptMs / 1000 } } });
    }
    if (this.#sending !== null) this.#pace.changed(nowMs);
    if (!this.#isResting) this.#try(() => this.#repeat(late));
    if (tick !== null) {
      const before = this.#composed;
      this.#try(() => this.#compose(tick, nowMs));
      // it could not be drawn: the last picture stands for it, and that is counted
      if (this.#composed === before) this.#try(() => this.#repeat([tick]));
    }
    this.#try(() => this.#sound.tick(nowMs));
    this.#isResting = this.#pace.isResting(nowMs);
    this.#schedule();
  }

  /** What fails is told, and the clock goes on. */
  #try(act: () => void): void {
    try {
      act();
    } catch (thrown) {
      this.#tellFailure(thrown);
    }
  }

  /** The last picture again, with the time stamps of ticks that nobody looked for in time. */
  #repeat(late: readonly number[]): void {
    this.#repeated += late.length;
    const sending = this.#sending;
    if (sending?.isReady === true) for (const tick of late) this.#encodeAgain(sending, tick);
  }

  #encodeAgain(sending: Sending, tick: number): void {
    if (this.#frame === null) return;
    const frame = new VideoFrame(this.#frame, this.#stampOf(sending, tick));
    sending.encode(frame, tick);
    frame.close();
  }

  #compose(tick: number, nowMs: number): void {
    const began = performance.now();
    this.#sources.setTime(Date.now());
    const drawing = this.#isPaused
      ? this.#slate.drawing(this.#stage.canvas)
      : this.#stage.drawing(nowMs, this.#sources);
    const sending = this.#sending?.isReady === true ? this.#sending : null;
    // a picture that is asked for has to be made, and so has the first one that is sent
    const isWanted = this.#grabs.length > 0 || (sending !== null && this.#frame === null);
    if (isWanted || this.#drawn === null || !isSameDrawing(this.#drawn, drawing)) this.#draw(drawing, tick, sending);
    else {
      if (sending !== null) this.#encodeAgain(sending, tick);
      this.#composed += 1;
    }
    // half the rate is enough to arrange by
    if (tick % 2 === 0 || this.#isResting) this.#drawPreview();
    this.#times.add(performance.now() - began);
  }

  #draw(drawing: Drawing, tick: number, sending: Sending | null): void {
    this.#pace.changed(performance.now());
    const bitmap = this.#programme.draw(drawing);
    this.#drawn = drawing;
    this.#frame?.close();
    this.#frame = null;
    if (sending !== null) {
      this.#frame = new VideoFrame(bitmap, this.#stampOf(sending, tick));
      sending.encode(this.#frame, tick);
    }
    // it is made and sent, whatever becomes of it here
    this.#composed += 1;
    for (const grab of this.#grabs.splice(0))
      this.#grab(grab, bitmap).catch((thrown: unknown) => this.#tellFailure(thrown));
    this.#programme.present(bitmap);
  }

  #drawPreview(): void {
    const drawing = this.#stage.previewDrawing(this.#sources);
    if (drawing === null || (this.#previewDrawn !== null && isSameDrawing(this.#previewDrawn, drawing))) return;
    this.#pace.changed(performance.now());
    this.#preview ??= this.#makePreview();
    this.#preview.present(this.#preview.draw(drawing));
    this.#previewDrawn = drawing;
  }

  #stampOf(sending: Sending, tick: number): { readonly timestamp: number; readonly duration: number } {
    const { startMs, fps } = this.#clock;
    return { timestamp: sending.timestampUs(startMs + (tick * 1000) / fps), duration: Math.round(1e6 / fps) };
  }

  async #grab({ id, maxWidth }: Of<'grab'>, bitmap: ImageBitmap): Promise<void> {
    const width = Math.max(1, Math.min(maxWidth, bitmap.width));
    const picture = await createImageBitmap(bitmap, { resizeWidth: width, resizeQuality: 'medium' });
    this.#tell({ type: 'picture', id, bitmap: picture }, [picture]);
  }

  /** What fails, fails at each tick: it is told once a second. */
  #tellFailure(thrown: unknown): void {
    const nowMs = performance.now();
    if (nowMs - this.#failedMs < 1_000) return;
    this.#failedMs = nowMs;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    this.#tell({ type: 'trouble', reason: { code: 'internal', details: { message } } });
  }

  #tellFigures(): void {
    const figures = {
      ...this.#sent.with(this.#sending),
      composed: this.#composed,
      repeated: this.#repeated,
      composeP50Ms: this.#times.quantile(0.5),
      composeP95Ms: this.#times.quantile(0.95),
      renderer: this.#programme.kind,
      driftMs: this.#sound.driftMs,
    };
    this.#tell({ type: 'figures', figures });
  }
}
