/** A parameter of the graph that moves to its values in a straight line: a jump would click. */
export class Ramp {
  readonly #param: AudioParam;
  readonly #context: BaseAudioContext;
  readonly #seconds: number;
  #target: number;

  /** `seconds`: of every move. It starts at `value`. */
  constructor(context: BaseAudioContext, param: AudioParam, value: number, seconds: number) {
    this.#context = context;
    this.#param = param;
    this.#seconds = seconds;
    this.#target = value;
    param.value = value;
  }

  to(target: number): void {
    if (target === this.#target) return;
    this.#target = target;
    const now = this.#context.currentTime;
    // where it is now, also in the midst of another move
    const { value } = this.#param;
    this.#param.cancelScheduledValues(now);
    this.#param.setValueAtTime(value, now);
    this.#param.linearRampToValueAtTime(target, now + this.#seconds);
  }
}
