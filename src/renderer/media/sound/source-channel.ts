import type { MeterReading } from '../studio-media.js';
import type { ChannelMix } from './mix-plan.js';
import { Ramp } from './ramp.js';
import type { SoundInputs, SourceSound } from './sound-inputs.js';
import { processorNames, type FromProcessor } from './worklet/worklet-messages.js';

/** Within a frame of the programme at 60 a second, and yet no click. */
const muteSeconds = 0.008;
const levelSeconds = 0.01;
const sceneSeconds = 0.02;
/** Moving the delay bends the pitch: slowly it does not sound broken. */
const delaySeconds = 0.1;
/** Sound.delayMs reaches up to 2000. */
const longestDelaySeconds = 2.1;

const stereo = { channelCount: 2, channelCountMode: 'explicit', channelInterpretation: 'speakers' } as const;

/**
 * One source in the mixer: gain, balance, delay, mute, meter, and from there to the programme and the monitor. Muting stands
 * behind the delay: what was said two seconds ago is muted as well.
 */
export class SourceChannel {
  readonly #input: GainNode;
  readonly #nodes: readonly AudioNode[];
  readonly #ramps: Readonly<Record<'gain' | 'left' | 'right' | 'delay' | 'mute' | 'programme' | 'monitor', Ramp>>;
  readonly #meter: AudioWorkletNode;
  readonly #inputs: SoundInputs;
  #source: AudioNode | null = null;

  constructor(options: {
    readonly context: AudioContext;
    readonly inputs: SoundInputs;
    readonly programme: AudioNode;
    readonly monitor: AudioNode;
    readonly onReading: (reading: MeterReading) => void;
  }) {
    const { context } = options;
    this.#inputs = options.inputs;
    const input = new GainNode(context, stereo);
    const split = new ChannelSplitterNode(context, { numberOfOutputs: 2 });
    const [left, right] = [new GainNode(context), new GainNode(context)];
    const join = new ChannelMergerNode(context, { numberOfInputs: 2 });
    const delay = new DelayNode(context, { maxDelayTime: longestDelaySeconds });
    const mute = new GainNode(context);
    const [toProgramme, toMonitor] = [new GainNode(context), new GainNode(context)];
    const meter = new AudioWorkletNode(context, processorNames.meter, {
      numberOfInputs: 1,
      numberOfOutputs: 0,
      ...stereo,
    });
    meter.port.onmessage = ({ data }: MessageEvent<FromProcessor>) => options.onReading(data);
    input.connect(split);
    split.connect(left, 0).connect(join, 0, 0);
    split.connect(right, 1).connect(join, 0, 1);
    join.connect(delay).connect(mute);
    mute.connect(meter);
    mute.connect(toProgramme).connect(options.programme);
    mute.connect(toMonitor).connect(options.monitor);
    this.#input = input;
    this.#meter = meter;
    this.#nodes = [input, split, left, right, join, delay, mute, toProgramme, toMonitor];
    this.#ramps = {
      gain: new Ramp(context, input.gain, 1, levelSeconds),
      left: new Ramp(context, left.gain, 1, levelSeconds),
      right: new Ramp(context, right.gain, 1, levelSeconds),
      delay: new Ramp(context, delay.delayTime, 0, delaySeconds),
      mute: new Ramp(context, mute.gain, 1, muteSeconds),
      programme: new Ramp(context, toProgramme.gain, 0, sceneSeconds),
      monitor: new Ramp(context, toMonitor.gain, 0, levelSeconds),
    };
  }

  set(mix: ChannelMix): void {
    this.#ramps.gain.to(mix.gain);
    this.#ramps.left.to(mix.left);
    this.#ramps.right.to(mix.right);
    this.#ramps.delay.to(mix.delaySeconds);
    this.#ramps.mute.to(mix.isMuted ? 0 : 1);
    this.#ramps.programme.to(mix.isInProgramme ? 1 : 0);
    this.#ramps.monitor.to(mix.isMonitored ? 1 : 0);
  }

  /** Its sound from now on; null: none. */
  setSound(sound: SourceSound | null): void {
    this.#source?.disconnect(this.#input);
    this.#source = sound === null ? null : this.#inputs.node(sound);
    this.#source?.connect(this.#input);
  }

  close(): void {
    this.setSound(null);
    this.#meter.port.onmessage = null;
    for (const node of this.#nodes) node.disconnect();
  }
}
