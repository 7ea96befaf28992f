/** `npm run bench [-- name …]`: runs bench/<name>.ts (all unless told); each prints ratios and writes JSON into out/bench/. */
import { runBenches } from './lib/run-bench.mjs';
import { runMain } from './lib/say.mjs';

const system = ['ffmpeg', 'nginx', 'wrk'];
await runMain(() => runBenches({ folder: 'bench', outFolder: 'bench', system, all: true }));
