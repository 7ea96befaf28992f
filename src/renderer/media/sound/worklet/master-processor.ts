import type { SoundBlock } from '../../protocol.js';
import { BlockMaker } from '../block-maker.js';
import { Limiter } from '../limiter.js';
import { PacedMeter } from './paced-meter.js';
import type { FromProcessor, ToMaster } from './worklet-messages.js';

const blockSeconds = 0.02;

/**
 * The end of the mixer: limits the sum, meters it and hands it to the programme worker, without the page in between. It
 * never stops while the mixer runs: where nothing plays there is silence. Has no output.
 */
export class MasterProcessor extends AudioWorkletProcessor {
  readonly #limiter = new Limiter({ sampleRate, ceilingDb: -1, lookaheadMs: 5, releaseMs: 120 });
  readonly #meter = new PacedMeter(sampleRate, (reading: FromProcessor) => this.port.postMessage(reading));
  readonly #blocks = new BlockMaker({
    frames: Math.round(blockSeconds * sampleRate),
    // there is no performance.now() here; the worker ties blocks to its own clock as they come
    nowMs: () => Date.now(),
    onBlock: (block) => this.#hand(block),
  });
  #left = new Float32Array(128);
  #right = new Float32Array(128);
  #out: MessagePort | null = null;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<ToMaster>) => {
      if (data.type === 'limiter') return this.#limiter.setOn(data.isOn);
      if (data.type === 'rested') return this.#blocks.beginAnew();
      this.#out?.close();
      this.#out = data.port;
    };
  }

  process([input]: readonly (readonly Float32Array[])[]): boolean {
    const left = input?.[0];
    const right = input?.[1] ?? left;
    if (left === undefined || right === undefined) {
      this.#left.fill(0);
      this.#right.fill(0);
    } else {
      if (left.length !== this.#left.length) {
        this.#left = new Float32Array(left.length);
        this.#right = new Float32Array(left.length);
      }
      this.#left.set(left);
      this.#right.set(right);
    }
    this.#limiter.process(this.#left, this.#right);
    this.#meter.add(this.#left, this.#right);
    this.#blocks.add(this.#left, this.#right);
    return true;
  }

  #hand(block: SoundBlock): void {
    this.#out?.postMessage(
      block,
      block.samples.map(({ buffer }) => buffer),
    );
  }
}
