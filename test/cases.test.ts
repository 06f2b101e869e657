import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Diagnostic, Engine, TemplateError } from '../src/index.js';
import { memorySource } from '../src/sources/memory.js';
import { type Case, readCases } from './support/case-file.js';
import { fixed } from './support/fixes.js';

const cases = readCases(path.join(import.meta.dirname, 'cases'));

describe.each([...new Set(cases.map((one) => one.file))])('%s', (file) => {
  it.each(cases.filter((one) => one.file === file).map((one) => [one.title, one] as const))(
    '%s',
    async (_, one) => {
      await run(one);
    },
  );
});

async function run(one: Case): Promise<void> {
  const { channel, now, locale, timeZone, strict, receiver, deal, event, ...engineOptions } = one.options;
  const engine = new Engine({
    ...(engineOptions as object),
    templates: one.templates,
    ...(one.data && { source: memorySource(one.data) }),
    ...(strict !== undefined && { strict }),
  });
  const expectedDiagnostics = one.diagnostics ?? [];
  const check = channel === undefined ? {} : { channel };
  checkFixes((text) => engine.check(text, check), one.template);
  if (one.expected === undefined && one.parts === undefined && one.outcome === undefined) {
    expect(engine.check(one.template, check).map(highlight)).toEqual(expectedDiagnostics);
    return;
  }
  let template: ReturnType<typeof engine.compile> | ReturnType<typeof engine.compileMessage>;
  const isMessage = channel === undefined && engine.isMessage(one.template);
  try {
    template = isMessage ? engine.compileMessage(one.template) : engine.compile(one.template, check);
  } catch (error) {
    if (error instanceof TemplateError) throw new Error(error.message);
    throw error;
  }
  const outcome = await template.render({
    context: one.context,
    ...(now !== undefined && { now }),
    ...(locale !== undefined && { locale }),
    ...(timeZone !== undefined && { timeZone }),
    ...(receiver !== undefined && { receiver }),
    ...(deal !== undefined && { deal }),
    ...(event !== undefined && { event }),
  });
  const seen = [...template.diagnostics, ...outcome.diagnostics];
  if (outcome.outcome === 'rendered' && 'message' in outcome) {
    const { channels, ...mail } = outcome.message;
    expect({ ...mail, ...channels }).toEqual(one.parts);
  } else if (outcome.outcome === 'rendered') expect(outcome.text).toBe(one.expected);
  else expect(`${outcome.outcome} ${outcome.reason}`).toBe(one.outcome);
  if (one.outcome !== undefined) expect(outcome.outcome).not.toBe('rendered');
  if (one.diagnostics !== undefined) expect(seen.map(highlight)).toEqual(expectedDiagnostics);
}

/**
 * All fixes of a template applied at once leave nothing to mend, and nothing is wrong then that was not
 * before. A fix may uncover what a fault hid from the checks behind it: such a template is no case here.
 */
function checkFixes(check: (text: string) => readonly Diagnostic[], template: string): void {
  const own = (text: string) => check(text).filter(({ source }) => source.text === text);
  const found = own(template);
  const mendable = found.filter(({ fix }) => fix !== undefined);
  if (mendable.length === 0) return;
  const left = own(fixed(template, mendable));
  expect(left.filter(({ fix }) => fix !== undefined).map(highlight)).toEqual([]);
  const before = found.filter(({ fix }) => fix === undefined).map(({ code }) => code);
  const fresh = left.filter(({ code }) => {
    const at = before.indexOf(code);
    if (at >= 0) before.splice(at, 1);
    return at < 0;
  });
  expect(fresh.map(highlight)).toEqual([]);
}

/** `error unknown-filter "uper"`: the place as the text that stands there. */
function highlight({ severity, code, source, range, count }: Diagnostic): string {
  const text = source.text.slice(range.start, range.end);
  return `${severity} ${code} ${JSON.stringify(text)}${count === undefined ? '' : ` ×${count}`}`;
}
