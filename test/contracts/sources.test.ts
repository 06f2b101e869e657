import { describeSource } from './source-contract.js';
import { subjects } from './sources.js';

for (const subject of subjects) describeSource(subject, 40);
