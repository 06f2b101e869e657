import { describeSource } from './source-contract.js';
import { subjects } from './sources.js';

/** Random sets of records a source; CONTRACT_RUNS asks for more. */
const runs = Number(process.env.CONTRACT_RUNS ?? 3000);

for (const subject of subjects) describeSource(subject, runs);
