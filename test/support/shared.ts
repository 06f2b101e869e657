import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'vitest';

/** The cases recorded from Django's own tests. They are kept beside the project, which holds none of them. */
export const sharedCases = fileURLToPath(new URL('../../../shared/conformance/django-open.json', import.meta.url));

/**
 * A suite over the recorded cases. Where they are not there its name says so, and nothing fails: they are
 * no part of the project.
 */
export const withSharedCases: (name: string, suite: () => void) => void = existsSync(sharedCases)
  ? describe
  : (name) => test(`${name} (not run: there is no ../shared/conformance/django-open.json)`, () => undefined);
