const longestLine = 200;

/** Reads what ffmpeg's `-progress` writes, however it is cut: how many bytes have left it. */
export class SrtProgress {
  #rest = '';
  #totalBytes = 0;
  #isBegun = false;

  /** True once it has reported anything, which it does when its output is open. */
  get isBegun(): boolean {
    return this.#isBegun;
  }

  /** Takes some of the text; true when more bytes have left than before. */
  push(text: string): boolean {
    const lines = (this.#rest + text).split('\n');
    this.#rest = (lines.pop() ?? '').slice(-longestLine);
    const before = this.#totalBytes;
    for (const line of lines) {
      if (/^progress=/.test(line)) this.#isBegun = true;
      const total = /^total_size=(\d{1,15})\s*$/.exec(line)?.[1];
      if (total !== undefined) this.#totalBytes = Math.max(this.#totalBytes, Number(total));
    }
    return this.#totalBytes > before;
  }
}
