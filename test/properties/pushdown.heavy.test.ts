import { runPushdown } from './pushdown.js';

/** PUSHDOWN_RUNS asks for more. */
runPushdown(Number(process.env.PUSHDOWN_RUNS ?? 2500));
