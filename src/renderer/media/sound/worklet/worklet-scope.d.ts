/** What there is in an AudioWorkletGlobalScope, and in no other; TypeScript's DOM types leave it out. */
declare abstract class AudioWorkletProcessor {
  readonly port: MessagePort;
  /** True: goes on, also without any input. */
  abstract process(inputs: readonly (readonly Float32Array[])[]): boolean;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;
/** Hertz, of the context. */
declare const sampleRate: number;
