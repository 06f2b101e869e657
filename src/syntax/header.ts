import { nearest } from '../diagnostics/nearest.js';
import type { Range } from '../diagnostics/source-text.js';
import type { Condition, Expression, Header, Word } from './ast.js';
import { bindArguments, lackPlace } from './bind.js';
import { explain, shapeHelp } from './explain.js';
import { mostParts, type ReadContext, runRule, type Subject } from './inside.js';
import type { Item, LoopParts, Slip } from './parts.js';
import type { Markup } from './split.js';
import type { HeaderSyntax, WordsSyntax } from './tag-syntax.js';

/**
 * Reads what stands in an output.
 *
 * @param range the inside, without the white space around it
 * @returns undefined where it cannot be read; the findings say why
 */
export function readOutput(context: ReadContext, range: Range, markup: Markup): Expression | undefined {
  return run<Expression>(context, range, { kind: 'output', tag: '', markup });
}

/**
 * Reads what stands behind a tag's name.
 *
 * @param range the header, without the white space around it; empty, right behind the name, where there is none
 * @returns undefined where it cannot be read; the findings say why
 */
export function readHeader(
  context: ReadContext,
  range: Range,
  syntax: HeaderSyntax,
  tag: string,
  markup: Markup,
): Header | undefined {
  const { start, end } = range;
  switch (syntax.shape) {
    case 'none': {
      if (start === end) return { shape: 'none', start, end };
      const text = context.findings.excerpt(range);
      const help = `{% ${tag} %} takes nothing; delete it`;
      context.findings.add('unexpected-text', { text, help }, range, { fix: [{ range, text: '' }] });
      return undefined;
    }
    case 'raw':
      return { shape: 'raw', start, end, text: context.text.slice(start, end) };
    case 'words': {
      const words = run<Word[]>(context, range, { kind: 'words', tag, markup });
      return words && checkWords(words, context, range, syntax, tag);
    }
    case 'condition': {
      const condition = run<Condition>(context, range, { kind: 'condition', tag, markup });
      return condition && { shape: 'condition', start, end, condition };
    }
    case 'loop': {
      const loop = run<LoopParts>(context, range, { kind: 'loop', tag, markup });
      return loop && checkLoop(loop, context) ? { shape: 'loop', start, end, ...loop } : undefined;
    }
    case 'filters': {
      const expression = run<Expression>(context, range, { kind: 'filters', tag, markup });
      return expression && { shape: 'filters', start, end, expression };
    }
    case 'arguments': {
      const items = run<Item[]>(context, range, { kind: 'arguments', tag, markup });
      const { findings, django } = context;
      return items && bindArguments(items, syntax, { findings, django, tag, range });
    }
  }
}

/** Runs the rule of a shape, whose result is `T`; where it fails, finds out why. */
function run<T>(context: ReadContext, range: Range, subject: Subject): T | undefined {
  const text = context.text.slice(range.start, range.end);
  const outcome = runRule(subject.kind, text, range.start, context.django);
  if (outcome.kind === 'too-many') {
    context.findings.add('too-deep', { most: mostParts }, range);
    return undefined;
  }
  if (outcome.kind === 'stopped') {
    explain(context, range, subject, outcome.stop);
    return undefined;
  }
  let failed = false;
  for (const slip of outcome.slips) failed = reportSlip(slip, context) || failed;
  return failed ? undefined : (outcome.result as T);
}

function checkLoop({ targets, iterable, reversed }: LoopParts, { findings, django }: ReadContext): boolean {
  const dotted = django ? undefined : targets.find((target) => target.text.includes('.'));
  if (dotted) findings.add('dotted-name', { name: dotted.text }, dotted);
  // As in Django, a last word `reversed` is never the list.
  const isKeyword =
    iterable.kind === 'variable' && iterable.path.length === 1 && iterable.path[0].text === 'reversed';
  if (isKeyword && !reversed) findings.add('incomplete-tag', { help: shapeHelp.loop }, iterable);
  return !dotted && (!isKeyword || reversed);
}

/** @returns whether the slip is an error */
function reportSlip(slip: Slip, { findings, django }: ReadContext): boolean {
  const { code, text } = slip;
  if (code === 'empty-name') {
    if (django) return false;
    const better = text
      .split('.')
      .filter((word) => word !== '')
      .join('.');
    const fix = better === '' ? undefined : [{ range: slip, text: better }];
    findings.add(code, { name: text, better }, slip, { fix });
  } else findings.add(code, { name: text }, slip);
  return true;
}

function checkWords(
  words: readonly Word[],
  { findings }: ReadContext,
  range: Range,
  syntax: WordsSyntax,
  tag: string,
): Header | undefined {
  const { min, max, choices, means } = syntax;
  const surplus = words[max];
  const wrong = choices && words.slice(0, max).find((word) => !choices.includes(word.text));
  if (words.length < min) {
    findings.add('missing-word', { tag, means, choices }, lackPlace(range, tag));
  } else if (surplus) {
    const rest = { start: surplus.start, end: range.end };
    const fix = [{ range: { start: words[max - 1]?.end ?? surplus.start, end: range.end }, text: '' }];
    findings.add('surplus-word', { tag, word: findings.excerpt(rest), most: max }, rest, { fix });
  } else if (wrong && choices) {
    const best = nearest(wrong.text, choices);
    const fix = best === undefined ? undefined : [{ range: wrong, text: best }];
    findings.add('invalid-word', { tag, word: wrong.text, choices }, wrong, { fix });
  } else return { shape: 'words', start: range.start, end: range.end, words };
  return undefined;
}
