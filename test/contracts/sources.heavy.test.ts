import { runSubjects } from './run-subjects.js';

/** Random sets of records a source; CONTRACT_RUNS asks for more. */
runSubjects(Number(process.env.CONTRACT_RUNS ?? 600));
