import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { helpText } from './help.js';

const commands = ['serve', 'demo', 'live', 'doctor', 'diagnostics'];
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** Options of a command as its help lists them. */
const helped = (command: string): string[] =>
  [...helpText(command).matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag = '']) => flag);

const flagsIn = (text: string): string[] => [...text.matchAll(/--[a-z-]+/g)].map(([flag]) => flag);

/** Options of a command as the tables of the README have them. */
function documented(command: string): string[] {
  const [, table = ''] = readme.split('| option | for | means |');
  const rows = (table.split('\n\n')[0] ?? '').split('\n').map((line) => line.split('|'));
  const bucketCommands = rows.find(([, flags]) => flags?.includes('`--to'))?.[2] ?? '';
  const named = new RegExp(`^\\| \`${command}[^|]*`, 'm').exec(readme)?.[0] ?? '';
  const listed = rows.flatMap(([, flags = '', whose = '']) => {
    const isFor =
      whose.includes('all of these') || (whose.includes('--to') ? bucketCommands : whose).includes(`\`${command}\``);
    return isFor ? flagsIn(flags) : [];
  });
  return [...flagsIn(named), ...listed];
}

it.each(commands)('the README has the options of %s that its help has', (command) => {
  expect(helped(command)).not.toEqual([]);
  expect([...new Set(documented(command))].sort()).toEqual([...new Set(helped(command))].sort());
});

it('all commands are in the overview and in the README', () => {
  for (const command of commands) {
    expect(helpText(null)).toMatch(new RegExp(`^  ${command} `, 'm'));
    expect(readme).toMatch(new RegExp(`^\\| \`${command}[ \`]`, 'm'));
  }
});
