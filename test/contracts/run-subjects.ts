import { it } from 'vitest';
import { describeSource } from '../../src/testing/index.js';
import { skipUnless } from '../support/requires.js';
import { postgres } from './postgres-subject.js';
import { subjects } from './sources.js';

/** Holds every source to the contract. CONTRACT_ONLY names the sources to try: `CONTRACT_ONLY=SQL`. */
export function runSubjects(runs: number): void {
  const only = process.env.CONTRACT_ONLY ?? '';
  for (const { skip, share = 1, ...subject } of [...subjects, postgres].filter(({ name }) =>
    name.includes(only),
  )) {
    const runner = { describe: skipUnless(skip === undefined, skip ?? ''), it };
    describeSource(subject, runner, { runs: Math.max(1, Math.round(runs * share)) });
  }
}
