import { spawn } from 'node:child_process';

/**
 * Runs a child to its end and keeps what it says, for what runs beside others and would mix its words with theirs. Never
 * rejects: a file that cannot be started ends with code 127.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<{ code: number | null, output: string }>} `output`: both of its streams, in the order in which they came
 */
export function runCollected(file, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text));
    }
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    // not at its exit: some of its words may still be on their way
    child.on('close', (code) => resolve({ code, output }));
  });
}
