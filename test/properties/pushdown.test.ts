import { runPushdown } from './pushdown.js';

runPushdown(200);
