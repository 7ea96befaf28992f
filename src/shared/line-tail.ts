/** How many lines are kept, unless fewer will do. */
const usualLines = 200;
/** Longer lines are cut here: a child that writes no line end must not fill the memory. */
const maxLineChars = 2000;

/**
 * Splits what a child writes into lines and keeps the last of them. Lines end at LF, CR LF or CR (ffmpeg's status
 * line ends in CR); empty ones are dropped; what is longer than 2000 characters is cut there.
 */
export class LineTail {
  readonly #onLine: (line: string) => string;
  readonly #maxLines: number;
  readonly #lines: string[] = [];
  #rest = '';
  #isCut = false;

  /** `onLine` sees each whole line and answers with the form that is kept. `maxLines`: how many are. */
  constructor(onLine: (line: string) => string, maxLines = usualLines) {
    this.#onLine = onLine;
    this.#maxLines = maxLines;
  }

  /** Takes the next piece of text, cut anywhere. */
  push(text: string): void {
    const pieces = text.split(/[\r\n]+/);
    const last = pieces.pop() ?? '';
    for (const piece of pieces) {
      this.#append(piece);
      this.#finishLine();
    }
    this.#append(last);
  }

  /** The child has closed its end: what is left over is a line, too. */
  end(): void {
    this.#finishLine();
  }

  /** Oldest first. */
  lines(): readonly string[] {
    return [...this.#lines];
  }

  #append(text: string): void {
    if (this.#rest.length + text.length > maxLineChars) this.#isCut = true;
    this.#rest = (this.#rest + text).slice(0, maxLineChars);
  }

  #finishLine(): void {
    if (this.#rest === '') return;
    const line = this.#isCut ? `${this.#rest}…` : this.#rest;
    this.#rest = '';
    this.#isCut = false;
    this.#lines.push(this.#onLine(line));
    if (this.#lines.length > this.#maxLines) this.#lines.shift();
  }
}
