import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';

const script = `
  import { endWithParent } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'follow-parent.mjs')).href)};
  endWithParent();
  process.on('SIGTERM', () => { console.log('asked to end'); process.exit(0); });
  setInterval(() => undefined, 1000);
  console.log(process.pid);`;

it.skipIf(process.platform === 'win32')('asks for the end when the shell in between is killed', async () => {
  // The shell stays between us and the script, as npm's does: it has something to do afterwards.
  const shell = spawn('sh', ['-c', '"$0" --input-type=module -e "$1"; true', process.execPath, script], {
    env: { ...process.env, npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const reader = createInterface({ input: shell.stdout });
  reader.on('line', (line) => lines.push(line));
  await once(reader, 'line');
  shell.kill('SIGTERM');
  // The script holds the pipe: it closes with the script's end.
  await once(reader, 'close');
  expect(lines).toEqual([expect.stringMatching(/^\d+$/), 'asked to end']);
});
