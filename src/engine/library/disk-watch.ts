import type { Reason } from '../../shared/domain.js';
import type { StudioState } from '../../shared/studio-state.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../log/logger.js';
import type { Service } from '../service.js';
import { forecastDisk, freeBytes } from './disk-space.js';

export interface DiskWatchDeps {
  /** Folder on the disk that fills up. */
  readonly folder: string;
  /** Bytes that the broadcast under way has written so far; null while there is none. */
  readonly writtenBytes: () => number | null;
  /** What must stay free so that a recording can always be closed. */
  readonly reserveBytes: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onDisk: (disk: NonNullable<StudioState['disk']>) => void;
  readonly onNotice: (level: 'warning', reason: Reason) => void;
}

const lookEveryMs = 5_000;
/** Below this people are told. */
const lowSeconds = 15 * 60;
/** Rates are measured over about this long. */
const rateOverMs = 30_000;

/** Looks at the free space and says when the disk will be full at the rate at which the broadcast writes. */
export class DiskWatch implements Service {
  readonly name = 'disk-watch';
  readonly #deps: DiskWatchDeps;
  #readings: { readonly atMs: number; readonly bytes: number }[] = [];
  #wasLow = false;
  #isOn = false;
  #cancel: () => void = () => undefined;

  constructor(deps: DiskWatchDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    this.#isOn = true;
    await this.#look();
  }

  stop(): Promise<void> {
    this.#isOn = false;
    this.#cancel();
    return Promise.resolve();
  }

  async #look(): Promise<void> {
    const { folder, reserveBytes, logger, onDisk, onNotice, clock } = this.#deps;
    try {
      const forecast = forecastDisk({
        freeBytes: await freeBytes(folder),
        bytesPerSecond: this.#bytesPerSecond(),
        reserveBytes,
        lowSeconds,
      });
      onDisk(forecast);
      if (forecast.isLow && !this.#wasLow) {
        onNotice('warning', { code: 'archive.disk-low', details: { freeText: inGigabytes(forecast.freeBytes) } });
      }
      this.#wasLow = forecast.isLow;
    } catch (error) {
      logger.warn({ err: error }, 'free disk space not known');
    }
    if (this.#isOn) this.#cancel = clock.after(lookEveryMs, () => void this.#look());
  }

  #bytesPerSecond(): number {
    const bytes = this.#deps.writtenBytes();
    const atMs = this.#deps.clock.monotonicMs();
    const last = this.#readings.at(-1);
    if (bytes === null || (last !== undefined && bytes < last.bytes)) this.#readings = [];
    if (bytes === null) return 0;
    this.#readings.push({ atMs, bytes });
    this.#readings = this.#readings.filter((reading) => reading.atMs >= atMs - rateOverMs);
    const first = this.#readings[0];
    if (first === undefined || first.atMs === atMs) return 0;
    return ((bytes - first.bytes) * 1000) / (atMs - first.atMs);
  }
}

function inGigabytes(bytes: number): string {
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
