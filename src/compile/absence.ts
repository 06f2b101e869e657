import { standardNames } from '../data/fields.js';
import { DataRecord } from '../data/record.js';
import { diagnose } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import type { SourceText } from '../diagnostics/source-text.js';
import type { Evaluate, Pass } from '../language/pass.js';
import { rootNames } from '../language/root-names.js';
import type { Variable } from '../syntax/ast.js';
import { lookup } from '../values/lookup.js';
import type { Value } from '../values/value.js';
import type { Symbols } from './symbols.js';

/**
 * Reports a value that is not there, once a place: *blank* where a known record or null simply has none,
 * *missing* where the name leads nowhere. Blank values are errors under strict: 'all', missing ones under
 * any strict.
 *
 * @param root the value of the path's first name
 */
export function reportAbsence(
  variable: Variable,
  root: Evaluate,
  symbols: Symbols,
  source: SourceText,
): (pass: Pass) => void {
  const words = variable.path.map((word) => word.text);
  const path = words.join('.');
  return (pass) => {
    const absence = findAbsence(root(pass), words, pass);
    const code = absence.blank ? 'blank-value' : 'missing-value';
    const strict = absence.blank ? pass.strict === 'all' : pass.strict !== false;
    pass.report(variable, () => {
      const params = { path, nearest: meant(words, absence, symbols, pass) };
      return diagnose(code, params, {
        source,
        range: variable,
        ...(strict && { severity: 'error' as const }),
      });
    });
  };
}

/** Where a path ends too early. */
interface Absence {
  readonly blank: boolean;
  /** The index of the name that has no value; the path's length where its value is null. */
  readonly at: number;
  /** What that name was looked up in. */
  readonly holder: Value;
}

function findAbsence(root: Value, words: readonly string[], pass: Pass): Absence {
  if (root === undefined) return { blank: false, at: 0, holder: undefined };
  let value = root;
  for (const [index, word] of words.entries()) {
    if (index === 0) continue;
    if (value === null) return { blank: true, at: words.length, holder: null };
    const next = lookup(value, word, pass);
    if (next === undefined) return { blank: value instanceof DataRecord, at: index, holder: value };
    value = next;
  }
  return { blank: value === null, at: words.length, holder: value };
}

/**
 * The path as it was probably meant: with a root, a name that the template binds, or a standard attribute in
 * place of the name that leads nowhere. Custom attributes are not looked at: which ones a row holds depends on
 * what was fetched of it.
 */
function meant(
  words: readonly string[],
  { at, holder }: Absence,
  symbols: Symbols,
  pass: Pass,
): string | undefined {
  const word = words[at];
  if (word === undefined) return undefined;
  const known = at === 0 ? namesWithValue(symbols, pass) : standardNamesOf(holder, word);
  const near = nearest(word, known, word.length <= 5 ? 1 : 2);
  // A root that this message does not have is written right.
  return near === undefined || near === word ? undefined : words.with(at, near).join('.');
}

const namesWithValue = (symbols: Symbols, pass: Pass): readonly string[] => [
  ...rootNames,
  ...symbols.names.filter((_, slot) => pass.slots[slot] !== undefined),
];

/** The names that a record may have; none where it is such a name already, which simply has no value. */
function standardNamesOf(holder: Value, word: string): readonly string[] {
  const names = holder instanceof DataRecord ? standardNames(holder.model) : [];
  return names.includes(word) ? [] : names;
}
