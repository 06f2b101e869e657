import { runPrefetch } from './prefetch.js';

/** PREFETCH_RUNS asks for more. */
runPrefetch(Number(process.env.PREFETCH_RUNS ?? 1000));
