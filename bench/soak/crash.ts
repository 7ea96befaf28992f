import { roundsWanted, runSeededRounds } from './lib/seeded-rounds.js';

/** `npm run soak -- crash [rounds]`: the engine killed at ever other moments; goes on where the last run was. */
const failed = await runSeededRounds('crash', ['crash', 'crash-database'], roundsWanted(process.argv[2]));
process.exitCode = failed === 0 ? 0 : 1;
