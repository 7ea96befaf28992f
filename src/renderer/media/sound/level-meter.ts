import type { MeterReading } from '../studio-media.js';
import { dbOf } from './decibels.js';

/** How fast the shown peak falls, as programme meters do (IEC 60268-10 type I falls 20 dB in 1.7 s; this one twice as fast). */
const fallDbPerSecond = 24;
/** Below this nothing is heard, nor shown. */
const floorDb = -120;
/** The mean of the RMS goes over about so long. */
const meanSeconds = 0.15;
const holdSeconds = 1.5;
const clipSeconds = 3;
/** The largest step of 16 bits: what reaches it is cut off sooner or later. */
const fullScale = 1 - 1 / 32_768;
/** AES17: a sine that just fits reads 0 dBFS by its RMS as well as by its peak. */
const sineDb = 10 * Math.log10(2);

interface Peak {
  readonly frame: number;
  readonly db: number;
}

/** One channel's part of the meter. */
class Side {
  #peak = 0;
  #meanSquare = 0;
  #shownDb = -Infinity;
  #peaks: readonly Peak[] = [];

  /** The block's highest amplitude. */
  add(samples: Float32Array, sampleRate: number): number {
    let peak = 0;
    let sum = 0;
    for (const sample of samples) {
      const amplitude = Math.abs(sample);
      if (amplitude > peak) peak = amplitude;
      sum += sample * sample;
    }
    if (peak > this.#peak) this.#peak = peak;
    const mean = sum / samples.length;
    // one broken sample (not a number) must not silence the meter for ever
    if (Number.isFinite(mean)) {
      this.#meanSquare += (mean - this.#meanSquare) * (1 - Math.exp(-samples.length / (sampleRate * meanSeconds)));
    }
    return peak;
  }

  read(frame: number, fallDb: number, holdFrames: number): { peakDb: number; rmsDb: number; heldDb: number } {
    const db = audible(dbOf(this.#peak));
    this.#peak = 0;
    this.#shownDb = Math.max(db, audible(this.#shownDb - fallDb));
    this.#peaks = [...this.#peaks.filter((peak) => peak.frame > frame - holdFrames && peak.db > db), { frame, db }];
    const rmsDb = audible(10 * Math.log10(this.#meanSquare) + sineDb);
    return { peakDb: this.#shownDb, rmsDb, heldDb: this.#peaks[0]?.db ?? -Infinity };
  }
}

/** Peak, RMS, held peak and clip mark of two channels. Pure: its time is the count of frames. */
export class LevelMeter {
  readonly #sampleRate: number;
  readonly #left = new Side();
  readonly #right = new Side();
  #frame = 0;
  #readFrame = 0;
  #clippedFrame = -Infinity;

  /** `sampleRate` in hertz. */
  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
  }

  /** Takes as many frames of both channels, at least one. */
  add(left: Float32Array, right: Float32Array): void {
    const peak = Math.max(this.#left.add(left, this.#sampleRate), this.#right.add(right, this.#sampleRate));
    this.#frame += left.length;
    if (peak >= fullScale) this.#clippedFrame = this.#frame;
  }

  /** The reading since the last one. RMS after AES17: that of a sine equals its peak. */
  read(): MeterReading {
    const fallDb = (fallDbPerSecond * (this.#frame - this.#readFrame)) / this.#sampleRate;
    this.#readFrame = this.#frame;
    const holdFrames = holdSeconds * this.#sampleRate;
    const left = this.#left.read(this.#frame, fallDb, holdFrames);
    const right = this.#right.read(this.#frame, fallDb, holdFrames);
    return {
      peakDb: [left.peakDb, right.peakDb],
      rmsDb: [left.rmsDb, right.rmsDb],
      heldDb: [left.heldDb, right.heldDb],
      hasClipped: this.#frame - this.#clippedFrame < clipSeconds * this.#sampleRate,
    };
  }
}

function audible(db: number): number {
  return db < floorDb ? -Infinity : db;
}
