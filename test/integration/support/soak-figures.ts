import { appendFileSync } from 'node:fs';

/** What a soak run has measured, for its row in docs/benchmarks.md. Elsewhere nobody asks. */
export function tellFigure(text: string): void {
  const file = process.env['HEADWATER_SOAK_FIGURES'];
  if (file !== undefined) appendFileSync(file, `${text}\n`);
}
