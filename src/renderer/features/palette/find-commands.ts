import type { PaletteCommand } from './commands.js';
import { fuzzyScore } from './fuzzy.js';

/** A name counts for more than words beside it. */
const besideCost = 400;

/** Commands that the letters find, the best first; all of them, in their own order, when nothing is typed. */
export function findCommands(commands: readonly PaletteCommand[], typed: string): readonly PaletteCommand[] {
  if (typed.trim() === '') return commands;
  return commands
    .map((command) => ({ command, score: scoreOf(command, typed) }))
    .filter(({ score }) => score > -Infinity)
    .toSorted((a, b) => b.score - a.score)
    .map(({ command }) => command);
}

function scoreOf({ title, group, keywords = '' }: PaletteCommand, typed: string): number {
  const own = fuzzyScore(typed, title) ?? -Infinity;
  const beside = fuzzyScore(typed, `${group} ${title} ${keywords}`) ?? -Infinity;
  return Math.max(own, beside - besideCost);
}
