import { runSubjects } from './run-subjects.js';

runSubjects(25);
