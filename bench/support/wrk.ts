import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What wrk measured. */
export interface WrkResult {
  readonly requestsPerSecond: number;
  readonly bytesPerSecond: number;
}

/** Asks for one URL over kept-alive connections for a while, from one thread. Throws when an answer was not a good one. */
export async function wrk(url: string, options: { connections: number; seconds: number }): Promise<WrkResult> {
  const { connections, seconds } = options;
  const { stdout } = await promisify(execFile)('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, url]);
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(`Expected good answers only, got ${stdout}`);
  const requests = /Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1];
  const [, amount, unit = ''] = /Transfer\/sec:\s+([\d.]+)([KMGT]?)B/.exec(stdout) ?? [];
  if (requests === undefined || amount === undefined) throw new Error(`Expected figures of wrk, got ${stdout}`);
  const scale = 1024 ** ['', 'K', 'M', 'G', 'T'].indexOf(unit);
  return { requestsPerSecond: Number(requests), bytesPerSecond: Number(amount) * scale };
}
