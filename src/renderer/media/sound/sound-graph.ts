import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { MeterReading } from '../studio-media.js';
import { gainOf } from './decibels.js';
import type { ChannelMix } from './mix-plan.js';
import { Ramp } from './ramp.js';
import { SoundInputs, type SourceSound } from './sound-inputs.js';
import { SourceChannel } from './source-channel.js';
import { processorNames, type FromProcessor, type ToMaster } from './worklet/worklet-messages.js';

/** The meter of the master, among those of the sources. */
export const masterMeter = 'master';

const levelSeconds = 0.01;
const muteSeconds = 0.008;

export interface SoundGraphOptions {
  /** 48 kHz, with processors.ts loaded. */
  readonly context: AudioContext;
  readonly onReading: (id: string, reading: MeterReading) => void;
  readonly onGone: (id: string) => void;
  /** The audio thread has failed in the master: from now on the programme is silent. */
  readonly onFailure: () => void;
}

/** The mixer: a channel for each source, the monitor, and the master with its limiter, at whose end the worker listens. */
export class SoundGraph {
  readonly #options: SoundGraphOptions;
  readonly #inputs: SoundInputs;
  readonly #channels = new Map<string, SourceChannel>();
  readonly #programme: GainNode;
  readonly #monitor: GainNode;
  readonly #gain: Ramp;
  readonly #mute: Ramp;
  readonly #master: AudioWorkletNode;

  constructor(options: SoundGraphOptions) {
    const { context } = options;
    this.#options = options;
    this.#inputs = new SoundInputs(context);
    this.#programme = new GainNode(context, { channelCount: 2, channelCountMode: 'explicit' });
    const mute = new GainNode(context);
    this.#master = new AudioWorkletNode(context, processorNames.master, {
      numberOfInputs: 1,
      numberOfOutputs: 0,
      channelCount: 2,
      channelCountMode: 'explicit',
    });
    this.#master.port.onmessage = ({ data }: MessageEvent<FromProcessor>) => options.onReading(masterMeter, data);
    this.#master.onprocessorerror = () => options.onFailure();
    this.#programme.connect(mute).connect(this.#master);
    this.#gain = new Ramp(context, this.#programme.gain, 1, levelSeconds);
    this.#mute = new Ramp(context, mute.gain, 1, muteSeconds);
    this.#monitor = new GainNode(context);
    this.#monitor.connect(context.destination);
  }

  /** SoundBlocks go to this port from now on; it is transferred. */
  setPort(port: MessagePort): void {
    this.#tellMaster({ type: 'port', port }, [port]);
  }

  /** The whole mix; channels that are in it no more are closed. Tells those that are new, and have no sound yet. */
  set(mixes: readonly ChannelMix[], master: SceneCollection['master']): string[] {
    const wanted = new Set(mixes.map(({ sourceId }) => sourceId));
    for (const [id, channel] of this.#channels) {
      if (wanted.has(id)) continue;
      channel.close();
      this.#channels.delete(id);
      this.#options.onGone(id);
    }
    const added = [...wanted].filter((id) => !this.#channels.has(id));
    for (const mix of mixes) this.#channel(mix.sourceId).set(mix);
    this.#gain.to(gainOf(master.gainDb));
    this.#mute.to(master.isMuted ? 0 : 1);
    this.#tellMaster({ type: 'limiter', isOn: master.hasLimiter });
    return added;
  }

  /** A channel's sound; of no meaning to a source that has none in the mix. */
  setSound(sourceId: string, sound: SourceSound | null): void {
    this.#channels.get(sourceId)?.setSound(sound);
  }

  /** The context stood still and runs again. */
  wake(): void {
    this.#tellMaster({ type: 'rested' });
  }

  close(): void {
    for (const channel of this.#channels.values()) channel.close();
    this.#channels.clear();
    this.#inputs.close();
    this.#programme.disconnect();
    this.#monitor.disconnect();
  }

  #channel(sourceId: string): SourceChannel {
    let channel = this.#channels.get(sourceId);
    if (channel === undefined) {
      channel = new SourceChannel({
        context: this.#options.context,
        inputs: this.#inputs,
        programme: this.#programme,
        monitor: this.#monitor,
        onReading: (reading) => this.#options.onReading(sourceId, reading),
      });
      this.#channels.set(sourceId, channel);
    }
    return channel;
  }

  #tellMaster(message: ToMaster, transfer: Transferable[] = []): void {
    this.#master.port.postMessage(message, transfer);
  }
}
