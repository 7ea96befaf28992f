import type { Reason } from '../../../../shared/domain.js';
import type { SceneSource } from '../../../../shared/scenes/scene-source.js';
import type { MediaReasonCode } from '../../media-reasons.js';
import type { CaptureState } from '../../studio-media.js';
import type { DeviceList } from '../device-list.js';
import type { Capture, CaptureOutlet } from './capture.js';
import type { CaptureBrowser } from './capture-browser.js';
import { captureFailure, type CaptureFailure } from './capture-failure.js';
import { deviceWish, type DeviceWish } from './device-wish.js';
import { findDevice } from './find-device.js';
import { stopTracks } from './stop-tracks.js';

/** A device that is held by another program says nothing when it is free: it is tried again. */
const retryMs = 3_000;

/**
 * A camera or a microphone. It starts by itself once the creator has allowed its kind, and only then; one that is unplugged or
 * busy comes back by itself.
 */
export class DeviceCapture implements Capture {
  readonly #kind: 'camera' | 'microphone';
  readonly #outlet: CaptureOutlet;
  readonly #devices: DeviceList;
  readonly #browser: CaptureBrowser;
  #unwatch: readonly (() => void)[] = [];
  #wish: DeviceWish = { device: null, constraints: {} };
  #state: CaptureState = { status: 'idle' };
  #permission: PermissionState | null = null;
  #stream: MediaStream | null = null;
  #attempt = 0;
  #isOpening = false;
  #hasLived = false;
  #cancelRetry: () => void = () => undefined;
  #isStopped = false;

  constructor(options: {
    readonly kind: 'camera' | 'microphone';
    readonly outlet: CaptureOutlet;
    readonly devices: DeviceList;
    readonly browser: CaptureBrowser;
  }) {
    this.#kind = options.kind;
    this.#outlet = options.outlet;
    this.#devices = options.devices;
    this.#browser = options.browser;
    this.#outlet.state(this.#state);
    // in the picture something has to stand for it
    if (this.#kind === 'camera') this.#outlet.gone();
  }

  update(source: SceneSource): void {
    const wish = deviceWish(source.kind);
    if (wish === null || JSON.stringify(wish) === JSON.stringify(this.#wish)) return;
    if (JSON.stringify(wish.device) !== JSON.stringify(this.#wish.device)) this.#hasLived = false;
    this.#wish = wish;
    if (this.#unwatch.length === 0) this.#watch();
    else if (this.#permission === 'granted' || this.#stream !== null || this.#isOpening) void this.#open();
  }

  async start(): Promise<void> {
    if (this.#isStopped) return;
    if (this.#state.status !== 'live') this.#set({ status: 'asking' });
    await this.#open();
  }

  stop(): void {
    this.#isStopped = true;
    this.#attempt += 1;
    this.#cancelRetry();
    for (const unwatch of this.#unwatch) unwatch();
    this.#release();
  }

  repeat(): void {
    if (this.#stream === null) this.#outlet.gone();
    else this.#give();
  }

  #watch(): void {
    this.#unwatch = [
      this.#devices.onChange(() => {
        if (this.#state.status === 'gone' && this.#permission === 'granted' && !this.#isOpening) void this.#open();
      }),
      this.#browser.watchPermission(this.#kind, (permission) => this.#permit(permission)),
    ];
  }

  #permit(permission: PermissionState): void {
    this.#permission = permission;
    const { status } = this.#state;
    if (permission === 'granted' && (status === 'idle' || status === 'denied')) void this.#open();
    const isOver = permission === 'denied' || (permission === 'prompt' && (status === 'live' || status === 'gone'));
    if (isOver && status !== 'denied') {
      this.#attempt += 1;
      this.#isOpening = false;
      this.#fail({ status: 'denied', reason: this.#reason('capture.denied') });
    }
  }

  async #open(): Promise<void> {
    const attempt = (this.#attempt += 1);
    const isStale = (): boolean => attempt !== this.#attempt;
    this.#cancelRetry();
    this.#isOpening = true;
    // one that is open keeps its size for whoever opens it besides
    this.#release();
    try {
      const stream = await this.#obtain(isStale);
      if (isStale()) return stopTracks(stream);
      this.#take(stream);
    } catch (thrown) {
      if (!isStale()) this.#fail(captureFailure(thrown, this.#kind));
    } finally {
      if (!isStale()) this.#isOpening = false;
    }
  }

  /** Throws what getUserMedia throws, and `NotFoundError` when the wanted device is not there. */
  async #obtain(isStale: () => boolean): Promise<MediaStream> {
    await this.#devices.refresh();
    const before = this.#find();
    const stream = await this.#ask(before.kind === 'found' ? { exact: before.deviceId } : this.#wish.device?.deviceId);
    // names are told from now on
    await this.#devices.refresh();
    if (before.kind !== 'unknown' || isStale()) return stream;
    try {
      const after = this.#find();
      if (after.kind !== 'found') return stream;
      if (stream.getTracks()[0]?.getSettings().deviceId === after.deviceId) return stream;
      stopTracks(stream);
      return await this.#ask({ exact: after.deviceId });
    } catch (thrown) {
      stopTracks(stream);
      throw thrown;
    }
  }

  #find(): ReturnType<typeof findDevice> {
    const devices = this.#devices.devices.filter(({ kind }) => kind === this.#kind);
    const found = findDevice(devices, this.#wish.device);
    if (found.kind !== 'missing') return found;
    throw new DOMException('Expected the device to be there', 'NotFoundError');
  }

  #ask(deviceId: ConstrainDOMString | undefined): Promise<MediaStream> {
    const wanted = { ...this.#wish.constraints, ...(deviceId !== undefined && deviceId !== '' && { deviceId }) };
    return this.#browser.getUserMedia(this.#kind === 'camera' ? { video: wanted } : { audio: wanted });
  }

  #take(stream: MediaStream): void {
    const [track] = stream.getTracks();
    if (track === undefined) return;
    this.#stream = stream;
    this.#hasLived = true;
    track.onended = () => {
      if (this.#stream === stream) this.#fail({ status: 'gone', reason: this.#reason('capture.unplugged') });
    };
    const { width = 0, height = 0 } = track.getSettings();
    this.#set({ status: 'live', label: track.label, width, height });
    this.#give();
  }

  #give(): void {
    if (this.#kind === 'microphone') return this.#outlet.sound(this.#stream);
    this.#outlet.pictures(this.#stream?.getVideoTracks()[0] ?? null);
  }

  #fail(failure: CaptureFailure): void {
    this.#release();
    const { status } = failure;
    // what was there and is missing was unplugged
    const isUnplugged = this.#hasLived && failure.reason.code === 'capture.no-device';
    const reason = isUnplugged ? this.#reason('capture.unplugged') : failure.reason;
    // without leave it would ask again by itself
    const needsGesture = this.#permission !== 'granted';
    const state: CaptureState = status === 'denied' ? { status, reason } : { status, reason, needsGesture };
    this.#cancelRetry();
    if (status === 'gone' && !needsGesture) this.#cancelRetry = this.#browser.after(retryMs, () => void this.#open());
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#set(state);
    this.#outlet.gone();
  }

  #reason(code: MediaReasonCode): Reason {
    return { code, details: { device: this.#kind } };
  }

  #release(): void {
    const stream = this.#stream;
    if (stream === null) return;
    this.#stream = null;
    stopTracks(stream);
    this.#give();
  }

  #set(state: CaptureState): void {
    this.#state = state;
    this.#outlet.state(state);
  }
}
