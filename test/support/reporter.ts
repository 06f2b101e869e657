import { appendFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/**
 * Says which tests were skipped and why, and appends `PASSED FAILED` to the file that TOTALS_FILE names,
 * for .ci/run to add up. A file that could not be loaded is a failure; under REQUIRE_ALL=1 a skip is one too.
 */
export default class TotalsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    let passed = 0;
    let failed = unhandled.length;
    const skipped: string[] = [];
    for (const module of modules) {
      if (module.state() === 'failed' && module.errors().length > 0) failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        else if (state === 'failed') failed += 1;
        else skipped.push(test.fullName);
      }
    }
    for (const name of skipped) console.log(`  skipped: ${name}`);
    if (process.env.REQUIRE_ALL === '1' && skipped.length > 0) {
      failed += skipped.length;
      process.exitCode = 1;
    }
    const { TOTALS_FILE } = process.env;
    if (TOTALS_FILE) appendFileSync(TOTALS_FILE, `${passed} ${failed}\n`);
  }
}
