/** `npm run soak -- <name> [args]`: runs bench/soak/<name>.ts for hours; its state in out/soak/<name>.json lets it go on later. */
import { runBenches } from './lib/run-bench.mjs';
import { runMain } from './lib/say.mjs';

const system = ['ffmpeg', 'ffprobe'];
const welcome = ['ceph', 'nginx', 'faketime'];
await runMain(() => runBenches({ folder: 'bench/soak', outFolder: 'soak', system, welcome, all: false }));
