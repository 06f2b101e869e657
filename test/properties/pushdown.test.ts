import { runPushdown } from './pushdown.js';

runPushdown(150);
