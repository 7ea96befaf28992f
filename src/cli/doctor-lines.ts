import type { DoctorCheck, DoctorReport } from '../shared/doctor.js';

const marks: Readonly<Record<DoctorCheck['status'], string>> = {
  pass: 'ok  ',
  warn: 'note',
  fail: 'FAIL',
  skipped: '--  ',
};
const indent = '      ';

/** Tells a doctor's report line by line as it grows: each check once, those that were skipped for one reason together. */
export class DoctorLines {
  readonly #print: (line: string) => void;
  #told = 0;
  #skipped: DoctorCheck[] = [];
  /** Text of each check as it was told. */
  readonly #texts = new Map<string, string>();

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  /** Tells what is new. */
  show(report: DoctorReport): void {
    for (const check of report.checks.slice(this.#told)) {
      this.#told += 1;
      this.#texts.set(check.id, textOf(check));
      if (check.status === 'skipped') {
        if (this.#skipped[0]?.detail !== check.detail) this.#flush();
        this.#skipped.push(check);
        continue;
      }
      this.#flush();
      this.#tell(check);
    }
  }

  /** Tells what a finished report says in the end. `fixed`: the run was one with `--fix`. */
  finish(report: DoctorReport, options: { readonly fix: boolean }): void {
    this.show(report);
    this.#flush();
    // The end may have more to say of a check: files that could not be removed.
    for (const check of report.checks) if (this.#texts.get(check.id) !== textOf(check)) this.#tell(check);
    if (report.upload !== null) this.#print(`${indent}${report.upload.carries}`);
    const count = (status: DoctorCheck['status']) => report.checks.filter((check) => check.status === status).length;
    const fixable = report.checks.filter((check) => check.status === 'fail' && check.isFixable).length;
    this.#print('');
    this.#print(verdict(report, count('fail'), count('warn')));
    if (fixable > 0 && !options.fix) {
      this.#print(`Headwater can mend ${fixable} of these with this key: run it again with --fix.`);
    }
  }

  #tell(check: DoctorCheck): void {
    const fixed = check.isFixed ? ' [mended]' : '';
    this.#print(`${marks[check.status]}  ${check.title}: ${check.detail}${fixed}`);
    for (const step of check.mend) this.#print(`${indent}> ${step}`);
    if (check.document === null) return;
    this.#print(`${indent}The document:`);
    for (const line of check.document.split('\n')) this.#print(`${indent}  ${line}`);
  }

  #flush(): void {
    const [first] = this.#skipped;
    if (first === undefined) return;
    this.#print(
      `${marks.skipped}  Not looked at: ${this.#skipped.map((check) => check.title).join(', ')}. ${first.detail}`,
    );
    this.#skipped = [];
  }
}

function verdict(report: DoctorReport, fails: number, warnings: number): string {
  const notes = warnings === 1 ? 'one note above' : `${warnings} notes above`;
  if (fails > 0) {
    const what = fails === 1 ? 'one thing' : `${fails} things`;
    return `"${report.destinationName}" is not ready: ${what} to mend${warnings === 0 ? '' : `, and ${notes}`}.`;
  }
  if (warnings > 0) return `"${report.destinationName}" is ready to go live, with ${notes}.`;
  return report.status === 'pass'
    ? `"${report.destinationName}" is ready to go live.`
    : `The test of "${report.destinationName}" was stopped.`;
}

const textOf = ({ status, detail, mend }: DoctorCheck): string => JSON.stringify([status, detail, mend]);
