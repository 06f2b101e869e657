import { runPrefetch } from './prefetch.js';

runPrefetch(30);
