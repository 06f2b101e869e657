import { nearest } from '../diagnostics/nearest.js';
import type { Range } from '../diagnostics/source-text.js';
import type { ArgumentsHeader, Clause, Expression, NamedArgument, Word } from './ast.js';
import { clauseExample } from './clause-example.js';
import type { Findings } from './findings.js';
import type { Item } from './parts.js';
import type { ArgumentsSyntax, ClauseSyntax } from './tag-syntax.js';

export interface BindContext {
  readonly findings: Findings;
  readonly django: boolean;
  /** The tag's name, for messages. */
  readonly tag: string;
  /** Where the header stands; for an empty one the place right behind the tag's name. */
  readonly range: Range;
}

/**
 * Sorts the items of a tag into positional arguments, named ones and clauses, as the tag declares them.
 * A lone word that is a clause's keyword opens the clause, unless a required positional argument is still
 * to come (`{% include only %}` includes what `only` names).
 *
 * @returns undefined where the tag cannot be read; the findings say why
 */
export function bindArguments(
  items: readonly Item[],
  syntax: ArgumentsSyntax,
  context: BindContext,
): ArgumentsHeader | undefined {
  const binder = new Binder(items, syntax, context);
  return binder.bind();
}

class Binder {
  readonly #positional: Expression[] = [];
  readonly #named: NamedArgument[] = [];
  readonly #clauses: Clause[] = [];
  #at = 0;
  #failed = false;

  constructor(
    private readonly items: readonly Item[],
    private readonly syntax: ArgumentsSyntax,
    private readonly context: BindContext,
  ) {}

  bind(): ArgumentsHeader | undefined {
    while (this.#at < this.items.length) {
      const item = this.items[this.#at];
      if (!item) break;
      const clause = this.#clauseAt(item);
      if (clause) this.#clause(item, clause.keyword, clause.syntax);
      else if (item.name) this.#addNamed(item.name, item);
      else if (this.syntax.legacyBindings && wordOf(this.items[this.#at + 1]) === 'as')
        this.#legacy(this.#named);
      else this.#addPositional(item);
    }
    this.#checkMissing();
    if (this.#failed) return undefined;
    const { start, end } = this.context.range;
    const [positional, named, clauses] = [this.#positional, this.#named, this.#clauses];
    return { shape: 'arguments', start, end, positional, named, clauses };
  }

  #fail(): void {
    this.#failed = true;
  }

  #clauseAt(item: Item): { keyword: string; syntax: ClauseSyntax } | undefined {
    const keyword = wordOf(item);
    const { clauses = {}, positional } = this.syntax;
    if (keyword === undefined || !Object.hasOwn(clauses, keyword)) return undefined;
    if (this.#positional.length < (positional?.min ?? 0) && this.#clauses.length === 0) return undefined;
    const syntax = clauses[keyword];
    // In Django `{% firstof a as %}` prints the variable `as`.
    const isDangling =
      this.context.django && positional?.rest && syntax?.takes === 'name' && item === this.items.at(-1);
    return syntax && !isDangling ? { keyword, syntax } : undefined;
  }

  #clause(item: Item, keyword: string, syntax: ClauseSyntax): void {
    const { findings } = this.context;
    if (this.#clauses.some((clause) => clause.keyword === keyword)) {
      findings.add('repeated-clause', { keyword }, item);
      this.#fail();
    }
    this.#at++;
    const clause = this.#readClause(item, keyword, syntax);
    if (!clause) {
      findings.add('incomplete-clause', { keyword, example: clauseExample(keyword, syntax) }, item);
      this.#fail();
      if (syntax.takes !== 'flag' && !this.items[this.#at]?.name) this.#at++;
      return;
    }
    this.#clauses.push(clause);
    const next = this.items[this.#at];
    const last = this.items.at(-1);
    if (syntax.last && next && last) {
      const rest = { start: next.start, end: last.end };
      const text = findings.excerpt(rest);
      const edits = this.#moveBefore(clause, rest);
      findings.add('after-last-clause', { keyword: `${keyword} …`, text }, rest, { fix: edits });
      this.#fail();
      this.#at = this.items.length;
    }
  }

  #readClause(item: Item, keyword: string, syntax: ClauseSyntax): Clause | undefined {
    const next = this.items[this.#at];
    const { start } = item;
    switch (syntax.takes) {
      case 'flag':
        return { kind: 'flag', keyword, start, end: item.end };
      case 'name': {
        const name = this.#bindable(next);
        if (!name) return undefined;
        this.#at++;
        return { kind: 'name', keyword, start, end: name.end, name };
      }
      case 'expression': {
        if (!next || next.name) return undefined;
        this.#at++;
        return { kind: 'expression', keyword, start, end: next.end, expression: next.value };
      }
      case 'bindings': {
        const bindings = this.#bindings();
        const last = bindings.at(-1);
        return last && { kind: 'bindings', keyword, start, end: last.end, bindings };
      }
    }
  }

  #bindings(): NamedArgument[] {
    const bindings: NamedArgument[] = [];
    if (!this.items[this.#at]?.name) {
      if (wordOf(this.items[this.#at + 1]) === 'as') this.#legacy(bindings);
      return bindings;
    }
    for (let item = this.items[this.#at]; item?.name; item = this.items[this.#at]) {
      this.#checkRepeated(bindings, item.name);
      bindings.push(named(item.name, item));
      this.#at++;
    }
    return bindings;
  }

  /** Django's old way: `value as name and value as name`. */
  #legacy(into: NamedArgument[]): void {
    while (true) {
      const item = this.items[this.#at];
      const name = this.#bindable(this.items[this.#at + 2]);
      if (!item || item.name || !name || wordOf(this.items[this.#at + 1]) !== 'as') {
        const keyword = into.length > 0 ? 'and' : 'as';
        this.context.findings.add(
          'incomplete-clause',
          { keyword, example: 'value as name' },
          item ?? this.context.range,
        );
        this.#fail();
        this.#at = this.items.length;
        return;
      }
      this.#checkRepeated(into, name);
      into.push({ start: item.start, end: name.end, name, value: item.value });
      this.#at += 3;
      if (wordOf(this.items[this.#at]) !== 'and') return;
      this.#at++;
    }
  }

  #addNamed(name: Word, item: Item): void {
    this.#at++;
    const { findings, tag } = this.context;
    const { named: allowed = 'none', parameters = [], clauses = {} } = this.syntax;
    if (allowed === 'none' && clauses.with?.takes === 'bindings') this.#withoutWith(name, item);
    else if (allowed === 'none' || (allowed === 'declared' && !parameters.includes(name.text))) {
      const best = allowed === 'none' ? undefined : nearest(name.text, parameters);
      const fix = best === undefined ? undefined : [{ range: name, text: best }];
      findings.add('unknown-argument', { tag, name: name.text, nearest: best }, name, { fix });
      this.#fail();
    } else {
      this.#checkRepeated(this.#named, name);
      this.#named.push(named(name, item));
    }
  }

  /** `include "a" b=1`: the names belong behind `with`. */
  #withoutWith(name: Word, first: Item): void {
    const { findings, tag } = this.context;
    const later = this.#clauses.some((clause) => clause.keyword === 'with');
    const fix = later ? undefined : [{ range: { start: name.start, end: name.start }, text: 'with ' }];
    const better = later ? undefined : `with ${findings.excerpt({ start: name.start, end: first.end })}`;
    const { names = [] } = this.syntax.positional ?? {};
    const lone = this.#positional.find((one) => findings.excerpt(one) === 'with');
    if (lone) findings.add('missing-argument', { tag, name: names[0] ?? 'value', names }, lone);
    else findings.add('unknown-argument', { tag, name: name.text, better }, name, { fix });
    this.#fail();
    while (this.items[this.#at]?.name) this.#at++;
  }

  #addPositional(item: Item): void {
    this.#at++;
    const { findings, tag } = this.context;
    const { positional, parameters = [], bareParameters, clauses = {} } = this.syntax;
    const word = wordNode(item);
    if (word && bareParameters && parameters.includes(word.text)) {
      this.#checkRepeated(this.#named, word);
      this.#named.push({ start: item.start, end: item.end, name: word });
      return;
    }
    if (this.#positional.length < (positional?.names.length ?? 0) || positional?.rest) {
      this.#positional.push(item.value);
      return;
    }
    const known = [...(bareParameters ? parameters : []), ...Object.keys(clauses)];
    const best = word && nearest(word.text, known);
    if (word && best === undefined && bareParameters && this.syntax.named === 'any') {
      findings.add('parameter-without-value', { name: word.text }, item);
      this.#fail();
      return;
    }
    const fix = best === undefined ? [{ range: item, text: '' }] : [{ range: item, text: best }];
    findings.add('surplus-argument', { tag, text: findings.excerpt(item), nearest: best }, item, { fix });
    this.#fail();
  }

  /** In Django the last of two wins without a word; there it is a warning. */
  #checkRepeated(among: NamedArgument[], name: Word): void {
    const first = among.findIndex((one) => one.name.text === name.text);
    const earlier = among[first];
    if (!earlier) return;
    const { findings, django } = this.context;
    findings.add('repeated-argument', { name: name.text }, name, {
      related: [{ message: 'given here before', range: earlier }],
      severity: django ? 'warning' : 'error',
    });
    if (django) among.splice(first, 1);
    else this.#fail();
  }

  #checkMissing(): void {
    const { findings, tag, range } = this.context;
    const { positional, clauses = {} } = this.syntax;
    if (this.#failed) return;
    const missing = positional?.names[this.#positional.length];
    if (positional && this.#positional.length < positional.min) {
      findings.add(
        'missing-argument',
        { tag, name: missing ?? 'value', names: positional.names.slice(0, positional.min) },
        lackPlace(range, tag),
      );
      this.#fail();
    }
    for (const [keyword, clause] of Object.entries(clauses)) {
      if (!clause.required || this.#clauses.some((one) => one.keyword === keyword)) continue;
      findings.add('missing-clause', { tag, keyword }, lackPlace(range, tag));
      this.#fail();
    }
  }

  #bindable(item: Item | undefined): Word | undefined {
    const word = item && wordNode(item);
    if (word?.text.includes('.') && !this.context.django) {
      this.context.findings.add('dotted-name', { name: word.text }, word);
      this.#fail();
    }
    return word;
  }

  /** The edits that put the text of `rest` before `clause`. */
  #moveBefore(clause: Range, rest: Range): { range: Range; text: string }[] {
    const text = this.context.findings.source.text.slice(rest.start, rest.end);
    return [
      { range: { start: clause.start, end: clause.start }, text: `${text} ` },
      { range: { start: clause.end, end: rest.end }, text: '' },
    ];
  }
}

const named = (name: Word, item: Item): NamedArgument => ({
  start: item.start,
  end: item.end,
  name,
  value: item.value,
});

/** The item as a lone word, as it was written; numbers are none. */
function wordNode(item: Item): Word | undefined {
  if (item.name || item.value.kind !== 'variable') return undefined;
  const { start, end, path } = item.value;
  return { start, end, text: path.map((word) => word.text).join('.') };
}

const wordOf = (item: Item | undefined): string | undefined => item && wordNode(item)?.text;

/** Where something is missing: the header's end, or the tag's name where it has no header. */
export const lackPlace = (range: Range, tag: string): Range => ({
  start: range.start === range.end ? range.start - tag.length : range.end - 1,
  end: range.end,
});
