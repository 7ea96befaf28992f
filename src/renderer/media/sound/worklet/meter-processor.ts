import { PacedMeter } from './paced-meter.js';
import type { FromProcessor } from './worklet-messages.js';

/** Reads the level of what it is given; has no output. */
export class MeterProcessor extends AudioWorkletProcessor {
  readonly #meter = new PacedMeter(sampleRate, (reading: FromProcessor) => this.port.postMessage(reading));
  #silence = new Float32Array(128);

  process([input]: readonly (readonly Float32Array[])[]): boolean {
    const left = input?.[0] ?? this.#silence;
    this.#meter.add(left, input?.[1] ?? left);
    return true;
  }
}
