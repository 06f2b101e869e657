import { existsSync } from 'node:fs';
import { describe, test } from 'vitest';
import { sharedCases, sharedOracle, sharedSeeds } from './shared-files.js';

/** A suite that needs a file beside the project. Where it is not there the name says so, and nothing fails. */
const withFile =
  (file: string, path: string) =>
  (name: string, suite: () => void): void => {
    if (existsSync(file)) describe(name, suite);
    else test(`${name} (not run: there is no ${path})`, () => undefined);
  };

/** A suite over the recorded cases. */
export const withSharedCases = withFile(sharedCases, '../shared/conformance/django-open.json');

/** A suite that asks real Django. */
export const withSharedOracle = withFile(sharedOracle, '../shared/tools/django-oracle.py');

/** A suite over the documents that the project began with. */
export const withSharedSeeds = withFile(sharedSeeds, '../shared/seeds');
