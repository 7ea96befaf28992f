import { roundsWanted, runSeededRounds } from './lib/seeded-rounds.js';

/**
 * `npm run soak -- faults [rounds]`: encoders, ffmpegs and worker threads killed and disks filled at ever other moments;
 * goes on where the last run was.
 */
const files = ['faults', 'faults-disk', 'faults-ladder', 'reconnect'];
const failed = await runSeededRounds('faults', files, roundsWanted(process.argv[2]));
process.exitCode = failed === 0 ? 0 : 1;
