import type { MeterReading } from '../../studio-media.js';
import { LevelMeter } from '../level-meter.js';

const readingsPerSecond = 30;

/** A meter that tells its readings by itself, as often as they can be seen. */
export class PacedMeter {
  readonly #meter: LevelMeter;
  readonly #every: number;
  readonly #onReading: (reading: MeterReading) => void;
  #frames = 0;
  #wasSilent = false;

  /** `sampleRate` in hertz. */
  constructor(sampleRate: number, onReading: (reading: MeterReading) => void) {
    this.#meter = new LevelMeter(sampleRate);
    this.#every = sampleRate / readingsPerSecond;
    this.#onReading = onReading;
  }

  add(left: Float32Array, right: Float32Array): void {
    this.#meter.add(left, right);
    this.#frames += left.length;
    if (this.#frames < this.#every) return;
    this.#frames -= this.#every;
    const reading = this.#meter.read();
    const isSilent =
      !reading.hasClipped && [...reading.peakDb, ...reading.heldDb, ...reading.rmsDb].every((db) => db === -Infinity);
    if (!isSilent || !this.#wasSilent) this.#onReading(reading);
    this.#wasSilent = isSilent;
  }
}
