import { randomBytes } from 'node:crypto';
import type { DoctorReport } from '../../../shared/doctor.js';
import { failed, passed, warned, type CheckResult } from './check-result.js';
import type { Checklist } from './checklist.js';
import type { DoctorRun } from './doctor-run.js';
import { kinds } from './test-files.js';
import { uplinkVerdict } from './uplink-words.js';

const smallPuts = 12;
const smallBytes = 1024;
const smallForMs = 2_000;
/** Between what the uploader begins with and what it goes up to. */
const lanes = 6;
/** Small enough that six of them get through a line of 200 kbit/s in time. */
const firstBytes = 16 * 1024;
const largestBytes = 2 * 1024 * 1024;
const growth = 4;
/** No new upload is begun after this, and none waited for after the second, milliseconds. */
const beginForMs = 3_000;
const endAfterMs = 4_000;
/** A fast line needs no more to be known, and traffic may cost. */
const enoughBytes = 16 * 1024 * 1024;
/** A lane that is this quick takes larger files next, so that round trips do not count for the line's speed. */
const quickMs = 300;
/** Slower than this, files of a second or two arrive late whatever the line carries. */
const slowLatencyMs = 1_500;

/** Measures the way up: latency of small files first, then as much as fits into a few seconds. */
export async function checkRate(run: DoctorRun, list: Checklist): Promise<void> {
  await list.check('rate', async () => {
    const latencies = await measureLatency(run);
    const bitsPerSecond = await measureThroughput(run);
    const [latencyP50Ms, latencyP90Ms] = [0.5, 0.9].map((share) => Math.round(quantile(latencies, share)));
    if (bitsPerSecond === null || latencyP50Ms === undefined || latencyP90Ms === undefined) {
      return failed('Nothing got through within the time of the test.', [
        'Look whether something else uses the line, and whether the computer is on a cable instead of Wi-Fi.',
      ]);
    }
    const verdict = uplinkVerdict(bitsPerSecond);
    const upload = { bitsPerSecond: Math.round(bitsPerSecond), latencyP50Ms, latencyP90Ms, carries: verdict.words };
    list.measured(upload);
    return inWords(upload, verdict.rungs.length > 0);
  });
}

function inWords(upload: NonNullable<DoctorReport['upload']>, carriesSome: boolean): CheckResult {
  const figures = `${(upload.bitsPerSecond / 1e6).toFixed(1)} Mbit/s; a small file takes ${upload.latencyP50Ms} ms, one in ten ${upload.latencyP90Ms} ms or more.`;
  if (!carriesSome) {
    return warned(`${figures} That is too little for any picture live.`, [
      'Use a cable instead of Wi-Fi, and pause what else uploads. The recording is kept and uploaded as fast as the line allows.',
    ]);
  }
  if (upload.latencyP90Ms > slowLatencyMs) {
    return warned(`${figures} That is slow to answer: viewers will be some seconds further behind.`, [
      'Choose a region of the provider that is nearer, or look whether something else fills the line.',
    ]);
  }
  return passed(figures);
}

async function measureLatency(run: DoctorRun): Promise<number[]> {
  const latencies: number[] = [];
  const startMs = run.clock.monotonicMs();
  for (let index = 0; index < smallPuts && run.clock.monotonicMs() - startMs < smallForMs; index += 1) {
    const sentMs = run.clock.monotonicMs();
    await run.scratch.put(`small-${index}.json`, randomBytes(smallBytes), kinds.json);
    latencies.push(run.clock.monotonicMs() - sentMs);
  }
  return latencies;
}

/** Bits per second of what arrived whole; null when nothing did. */
async function measureThroughput(run: DoctorRun): Promise<number | null> {
  const { clock } = run;
  const ending = new AbortController();
  const cancel = clock.after(endAfterMs, () => ending.abort());
  const signal = AbortSignal.any([run.signal, ending.signal]);
  const startMs = clock.monotonicMs();
  const body = randomBytes(largestBytes);
  let begunBytes = 0;
  let arrivedBytes = 0;
  let lastMs = startMs;
  const lane = async (index: number): Promise<void> => {
    let sizeBytes = firstBytes;
    for (let file = 0; clock.monotonicMs() - startMs < beginForMs && begunBytes < enoughBytes; file += 1) {
      begunBytes += sizeBytes;
      const sentMs = clock.monotonicMs();
      const name = `rate-${index}-${file}.m4s`;
      await run.scratch.putOnce(name, body.subarray(0, sizeBytes), kinds.segment, { signal, timeoutMs: endAfterMs });
      lastMs = clock.monotonicMs();
      arrivedBytes += sizeBytes;
      if (lastMs - sentMs < quickMs) sizeBytes = Math.min(largestBytes, sizeBytes * growth);
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: lanes }, (_, index) => lane(index)));
  cancel();
  const refused = outcomes.find((outcome) => outcome.status === 'rejected');
  // cut off by the end of the test is no fault; anything else is one only when nothing got through
  if (arrivedBytes === 0 && refused !== undefined && !ending.signal.aborted) throw refused.reason;
  return arrivedBytes === 0 ? null : (arrivedBytes * 8000) / Math.max(1, lastMs - startMs);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
