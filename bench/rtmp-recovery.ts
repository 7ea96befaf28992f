import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DyingWorkers } from '../test/integration/support/dying-workers.js';
import { EngineProcess, runMainOrEngine } from './support/engine-process.js';
import { makeSource, pushFile } from './support/ffmpeg.js';
import { monotonicMs } from './support/monotonic.js';
import { isQuick, runBench, type BenchResult } from './support/report.js';
import { showSpread, spreadOf } from './support/statistics.js';

/** The budget: the RTMP server is back after a crash. */
const budgetSeconds = 2;
const rounds = isQuick ? 1 : 5;
const sourceSeconds = 60;
/** Between two questions whether the server is there; in the figure. */
const pollMs = 5;
const worker = 'rtmp-worker';
const hello = Buffer.concat([Buffer.from([3]), Buffer.alloc(1536)]);
/** S0, S1 and S2. */
const answerBytes = 1 + 2 * 1536;

/** Seconds from the death of the server's thread. */
interface Round {
  readonly back: number;
  readonly onAir: number;
}

/** Whether an RTMP server shakes hands on the port. */
function shakesHands(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(hello));
    let bytes = 0;
    socket.on('data', (data) => {
      bytes += data.length;
      if (bytes >= answerBytes) socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(bytes >= answerBytes));
  });
}

/** A live broadcast whose RTMP server dies of what nobody caught; the encoder comes back as soon as there is a server again. */
async function crash(source: string, workers: DyingWorkers): Promise<Round> {
  const engine = new EngineProcess({ settings: { reconnectWindowSeconds: 60 }, outDir: workers.outDir });
  try {
    const { pushUrl } = await engine.hear('ready');
    const port = Number(new URL(pushUrl.replace(/^rtmp:/, 'http:')).port);
    const first = pushFile(source, pushUrl);
    await engine.hear('playable');
    const witness = connect(port, '127.0.0.1');
    await once(witness, 'connect');
    witness.on('error', () => undefined);
    const died = new Promise<number>((resolve) => witness.once('close', () => resolve(monotonicMs())));
    await workers.blow(worker);
    const diedMs = await died;
    while (!(await shakesHands(port))) await pause(pollMs);
    const backMs = monotonicMs();
    await first.kill();
    const second = pushFile(source, pushUrl);
    const { atMs: onAirMs } = await engine.hear('back');
    await second.kill();
    return { back: (backMs - diedMs) / 1000, onAir: (onAirMs - diedMs) / 1000 };
  } finally {
    await engine.stop();
  }
}

async function measure(): Promise<BenchResult> {
  const folder = mkdtempSync(path.join(tmpdir(), 'headwater-bench-'));
  try {
    const source = path.join(folder, 'source.flv');
    await makeSource(source, { width: 1280, height: 720, seconds: sourceSeconds, kbits: 2500 });
    const workers = await DyingWorkers.create(folder, [worker]);
    const done: Round[] = [];
    for (let round = 0; round < rounds; round += 1) done.push(await crash(source, workers));
    const back = spreadOf(done.map((round) => round.back));
    return {
      figures: [
        {
          what: 'RTMP server died → shakes hands again',
          measured: showSpread(back, 3, ' s'),
          budget: `≤ ${budgetSeconds} s`,
          isKept: back.max <= budgetSeconds,
        },
        {
          what: '→ broadcast live again with an encoder that comes back then',
          measured: showSpread(spreadOf(done.map((round) => round.onAir)), 2, ' s'),
        },
      ],
      details: { rounds: done },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await runMainOrEngine(() => runBench('rtmp-recovery', measure));
