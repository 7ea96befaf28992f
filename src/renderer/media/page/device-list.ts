import type { CaptureDevice } from '../studio-media.js';

const kinds: Readonly<Record<MediaDeviceKind, CaptureDevice['kind']>> = {
  videoinput: 'camera',
  audioinput: 'microphone',
  audiooutput: 'speaker',
};

/** Entries that stand for another one: "the system's own choice" is no device of its own here. */
const standIns: ReadonlySet<string> = new Set(['default', 'communications']);

/** What the list is read from: `navigator.mediaDevices`. */
export type DeviceSource = Pick<MediaDevices, 'enumerateDevices' | 'addEventListener' | 'removeEventListener'>;

/**
 * The devices that there are, kept up to date as they are plugged and unplugged. Before the browser has allowed one of a kind, it
 * tells no names and no ids of that kind.
 */
export class DeviceList {
  readonly #source: DeviceSource | undefined;
  readonly #listeners = new Set<() => void>();
  #devices: readonly CaptureDevice[] = [];
  #reading = 0;

  /** `source`: undefined where the page may use no devices (no secure context). */
  constructor(source: DeviceSource | undefined) {
    this.#source = source;
    source?.addEventListener('devicechange', this.#changed);
  }

  get devices(): readonly CaptureDevice[] {
    return this.#devices;
  }

  /** Told when devices came, went, or got their names. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Reads the list. Never rejects: without an answer the old one stays. */
  async refresh(): Promise<void> {
    const reading = (this.#reading += 1);
    const found = (await this.#source?.enumerateDevices().catch(() => null)) ?? null;
    if (found === null || reading !== this.#reading) return;
    const devices = found
      .filter(({ deviceId }) => !standIns.has(deviceId))
      .map(({ kind, deviceId, label }) => ({ kind: kinds[kind], deviceId, label }));
    if (JSON.stringify(devices) === JSON.stringify(this.#devices)) return;
    this.#devices = devices;
    for (const listener of [...this.#listeners]) listener();
  }

  close(): void {
    this.#source?.removeEventListener('devicechange', this.#changed);
    this.#listeners.clear();
  }

  readonly #changed = (): void => void this.refresh();
}
