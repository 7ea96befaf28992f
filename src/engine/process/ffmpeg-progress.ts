/**
 * Reads what `-progress pipe:N` writes (`key=value` lines, a block about twice a second) and tells the output's time in
 * seconds, which only grows. Cut anywhere; `N/A`, as ffmpeg writes before the first packet, tells nothing.
 */
export class FfmpegProgress {
  readonly #onTime: (seconds: number) => void;
  #rest = '';
  #seconds = 0;

  constructor(onTime: (seconds: number) => void) {
    this.#onTime = onTime;
  }

  push(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = (lines.pop() ?? '').slice(-200);
    for (const line of lines) {
      const microseconds = /^out_time_us=(\d+)\s*$/.exec(line)?.[1];
      if (microseconds === undefined) continue;
      const seconds = Number(microseconds) / 1e6;
      if (seconds <= this.#seconds) continue;
      this.#seconds = seconds;
      this.#onTime(seconds);
    }
  }
}
