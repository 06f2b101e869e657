import { type Diagnostic, sortDiagnostics } from '../diagnostics/diagnostic.js';
import type { Range, SourceText } from '../diagnostics/source-text.js';
import type { Node, Template, Variable } from './ast.js';
import { Findings } from './findings.js';
import type { ReadContext } from './inside.js';
import { nest } from './nest.js';
import type { ParseOptions } from './options.js';
import { type Item, readPieces } from './readings.js';
import { split, type Unclosed } from './split.js';
import { findTextDamage } from './text-damage.js';
import { walk } from './walk.js';

export interface ParseResult {
  readonly template: Template;
  /** By place. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a template: splits it into text and tags, reads each tag, builds the tree. Never throws; a template
 * with an error among its diagnostics has broken nodes and must not be rendered.
 *
 * @example
 * const { template, diagnostics } = parse(new SourceText('hello.txt', 'Hi {{ name }}'), { tags: new Map() })
 */
export function parse(source: SourceText, options: ParseOptions): ParseResult {
  const { text } = source;
  const findings = new Findings(source);
  const context: ReadContext = { text, findings, django: options.dialect === 'django' };
  const { pieces, unclosed } = split(text, options);
  const items = readPieces(pieces, context, options);
  const body: readonly Node[] = nest(items, context);
  reportUnclosed(unclosed, items, context);
  const angle = !context.django && options.delimiters !== 'braces';
  for (const item of items) if (item.kind === 'text') findTextDamage(item.range, context, angle);
  const template: Template = { kind: 'template', start: 0, end: text.length, source, body };
  warnOfConstants(template, findings);
  return { template, diagnostics: sortDiagnostics(findings.list) };
}

/** Openers in the body of `comment` or `verbatim` are nobody's mistake. */
function reportUnclosed(
  unclosed: readonly Unclosed[],
  items: readonly Item[],
  { text, findings }: ReadContext,
): void {
  const raw = items.flatMap((item): Range[] => (item.kind === 'raw' ? [item.body] : []));
  let next = 0;
  for (const { start, end, opener, closer } of unclosed) {
    while (next < raw.length && (raw[next]?.end ?? 0) <= start) next++;
    if ((raw[next]?.start ?? text.length) <= start) continue;
    const wrong = wrongCloser(text, end);
    const fix = wrong && [{ range: wrong, text: closer }];
    findings.add('unclosed-delimiter', { opener, closer }, { start, end }, { fix });
  }
}

const closers = /[^{}%#<>\n]{0,200}([%}#]\}|%>|[%}])/y;

/** What was probably meant to be the closer: `{{ x }`, `{{ x %}`, `{% if x }}`. */
function wrongCloser(text: string, from: number): Range | undefined {
  closers.lastIndex = from;
  const match = closers.exec(text);
  if (!match?.[1]) return undefined;
  const end = from + match[0].length;
  return { start: end - match[1].length, end };
}

const constants: ReadonlyMap<string, string> = new Map([
  ['true', 'True'],
  ['TRUE', 'True'],
  ['false', 'False'],
  ['FALSE', 'False'],
  ['none', 'None'],
  ['null', 'None'],
  ['NULL', 'None'],
  ['nil', 'None'],
  ['undefined', 'None'],
]);

/** Django knows True, False and None; `true` is a variable that is usually missing. */
function warnOfConstants(template: Template, findings: Findings): void {
  walk(template, {
    condition(condition) {
      if (condition.kind === 'variable' && condition.path.length === 1) warnOfConstant(condition, findings);
    },
  });
}

function warnOfConstant({ path: [word] }: Variable, findings: Findings): void {
  const better = constants.get(word.text);
  if (better === undefined) return;
  findings.add('foreign-constant', { name: word.text, better }, word, {
    fix: [{ range: word, text: better }],
  });
}
