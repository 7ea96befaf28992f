import type { CaptureDevice, MonitorOutput } from '../studio-media.js';
import { findDevice, type WantedDevice } from './capture/find-device.js';

/** Of this browser: another one has other devices, and other names for the same ones. */
const storageKey = 'headwater.monitor';

export interface MonitorChoiceOptions {
  /** False: the browser has no way to choose. */
  readonly canChoose: boolean;
  /** Kept over a reload. */
  readonly memory: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Empty: the system's own choice. */
  readonly playTo: (sinkId: string) => void;
  readonly onChange: (output: MonitorOutput) => void;
}

/** Which device the creator listens through: the one that was chosen while it is plugged in, else the system's own choice. */
export class MonitorChoice {
  readonly #options: MonitorChoiceOptions;
  #device: WantedDevice | null;
  #speakers: readonly CaptureDevice[] = [];

  constructor(options: MonitorChoiceOptions) {
    this.#options = options;
    this.#device = options.canChoose ? remembered(options.memory.getItem(storageKey)) : null;
    this.#apply();
  }

  choose(device: WantedDevice | null): void {
    const { canChoose, memory } = this.#options;
    if (!canChoose) return;
    this.#device = device;
    if (device === null) memory.removeItem(storageKey);
    else memory.setItem(storageKey, JSON.stringify({ deviceId: device.deviceId, label: device.label }));
    this.#apply();
  }

  /** The devices that there are now, of all kinds. */
  follow(devices: readonly CaptureDevice[]): void {
    this.#speakers = devices.filter(({ kind }) => kind === 'speaker');
    this.#apply();
  }

  #apply(): void {
    const { canChoose, playTo, onChange } = this.#options;
    const found = findDevice(this.#speakers, this.#device);
    if (canChoose) playTo(found.kind === 'found' ? found.deviceId : '');
    // before the browser tells names nobody knows whether it is there
    const isMissing = this.#device !== null && this.#speakers.length > 0 && found.kind === 'missing';
    onChange({ canChoose, device: this.#device, isMissing });
  }
}

/** What was stored may be anybody's: what is no device was none. */
function remembered(stored: string | null): WantedDevice | null {
  try {
    const value: unknown = JSON.parse(stored ?? 'null');
    if (typeof value !== 'object' || value === null) return null;
    const { deviceId, label } = value as { readonly deviceId?: unknown; readonly label?: unknown };
    return typeof deviceId === 'string' && typeof label === 'string' ? { deviceId, label } : null;
  } catch {
    return null;
  }
}
