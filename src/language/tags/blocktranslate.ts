import type { Expression, NamedArgument, Output, Tag } from '../../syntax/ast.js';
import { asDecimal } from '../../values/kinds.js';
import { SafeText } from '../../values/safe-text.js';
import { ScaledDecimal } from '../../values/scaled-decimal.js';
import { toText } from '../../values/text.js';
import { PENDING, type Value } from '../../values/value.js';
import { checkBlockTranslation } from '../block-translation-check.js';
import { untranslated } from '../catalogues.js';
import { markedUpAs } from '../filters/conditional-escape.js';
import { clauseOf, hasFlag } from '../headers.js';
import { type BlockMessage, blockMessage, fill } from '../messages.js';
import { type Emit, type Evaluate, type Pass, RenderFailure } from '../pass.js';
import { type Binding, defineTag, type TagCompiler, type TagDefinition } from '../tag.js';

function definition(name: 'blocktranslate' | 'blocktrans', doc: string): TagDefinition {
  return defineTag({
    name,
    library: 'i18n',
    doc,
    example: [
      {
        template: `{% ${name} with name=receiver.first_name %}Hello {{ name }}!{% end${name} %}`,
        context: { receiver: { first_name: 'Ann' } },
        locale: 'pl',
        catalogues: { pl: { 'Hello %(name)s!': 'Cześć %(name)s!' } },
        result: 'Cześć Ann!',
      },
      {
        template: `{% ${name} count n=items|length %}One item{% plural %}{{ n }} items{% end${name} %}`,
        context: { items: ['tea', 'milk'] },
        result: '2 items',
      },
    ],
    header: {
      shape: 'arguments',
      named: 'none',
      clauses: {
        with: { takes: 'bindings' },
        count: { takes: 'bindings' },
        context: { takes: 'expression' },
        trimmed: { takes: 'flag' },
        asvar: { takes: 'name' },
      },
    },
    body: { branches: [{ name: 'plural', header: { shape: 'none' }, last: true }] },
    binds,
    prints: true,
    captures: true,
    check: checkBlockTranslation,
    compile,
  });
}

const bindingsOf = (tag: Tag, keyword: 'with' | 'count'): readonly NamedArgument[] =>
  clauseOf(tag.header, keyword, 'bindings')?.bindings ?? [];

function binds(tag: Tag): readonly Binding[] {
  const names: Binding[] = [...bindingsOf(tag, 'with'), ...bindingsOf(tag, 'count')].map(
    ({ name, value }) => ({
      name: name.text,
      range: name,
      reach: 'body',
      ...(value && { value }),
    }),
  );
  const kept = clauseOf(tag.header, 'asvar', 'name')?.name;
  return kept ? [...names, { name: kept.text, range: kept, reach: 'rest' }] : names;
}

function compile(tag: Tag, compiler: TagCompiler): Emit {
  const kept = clauseOf(tag.header, 'asvar', 'name')?.name;
  if (kept === undefined) return compileText(tag, compiler, () => undefined);
  const slot = compiler.bind(kept.text);
  let waits = false;
  const encoding = compiler.site.markup?.encoding ?? markedUpAs(compiler.site);
  const text = compileText(tag, compiler, (now) => {
    waits = now;
  });
  return (pass) => {
    const value = new SafeText(text(pass), encoding);
    pass.slots[slot] = waits ? PENDING : value;
    return '';
  };
}

/** @param tell is told, just before the text is given, whether something in it is still on its way */
function compileText(tag: Tag, compiler: TagCompiler, tell: (waits: boolean) => void): Emit {
  const context = clauseOf(tag.header, 'context', 'expression')?.expression;
  const contextValue = context && compiler.value(context, 'argument');
  const bindings = bindingsOf(tag, 'with');
  const values = bindings.map((binding) => readValue(binding, compiler));
  return compiler.scope(() => {
    const slots = bindings.map(({ name }) => compiler.bind(name.text));
    const count = compileCount(tag, compiler);
    const message = compileMessage(tag, compiler, count);
    return (pass) => {
      const meaning = contextValue?.(pass);
      const taken = values.map((value) => value(pass));
      for (let i = 0; i < slots.length; i++) pass.slots[slots[i] as number] = taken[i];
      const number = count?.(pass);
      const waits =
        meaning === PENDING || number === PENDING || taken.includes(PENDING) || message.waits(pass);
      tell(waits);
      if (waits) return '';
      const wanted = meaning === undefined || meaning === null ? '' : toText(meaning, pass);
      return message.print(pass, number, wanted === '' ? undefined : wanted);
    };
  });
}

const readValue = ({ value }: NamedArgument, compiler: TagCompiler): Evaluate =>
  value === undefined ? () => undefined : compiler.value(value, 'argument');

/** The number that the message counts, bound to its name. The names behind `with` are there already. */
function compileCount(
  tag: Tag,
  compiler: TagCompiler,
): ((pass: Pass) => number | typeof PENDING) | undefined {
  const [binding] = bindingsOf(tag, 'count');
  // As in Django, nothing is counted for a plural that holds nothing.
  if (binding === undefined || (tag.branches[1]?.body ?? []).length === 0) return undefined;
  const value = readValue(binding, compiler);
  const slot = compiler.bind(binding.name.text);
  const refused = compiler.diagnose('count-not-number', { name: binding.name.text }, binding);
  return (pass) => {
    const found = value(pass);
    if (found === PENDING) return PENDING;
    const number = numberOf(found);
    if (number === undefined) throw new RenderFailure(() => refused, refused.message);
    pass.slots[slot] = found;
    return number;
  };
}

function numberOf(value: Value): number | undefined {
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return Number(value);
  if (value instanceof ScaledDecimal) return value.value.toNumber();
  return typeof value === 'object' && value !== null ? asDecimal(value)?.toNumber() : undefined;
}

interface CompiledMessage {
  readonly print: (pass: Pass, count: number | undefined, context: string | undefined) => string;
  readonly waits: (pass: Pass) => boolean;
}

function compileMessage(tag: Tag, compiler: TagCompiler, count: unknown): CompiledMessage {
  const trimmed = hasFlag(tag.header, 'trimmed');
  const [one, many] = tag.branches.map(({ body }) => blockMessage(body, compiler.source, trimmed));
  const singular = one?.text ?? '';
  const plural = count === undefined ? undefined : (many?.text ?? '');
  const places = [...placesOf([one, many])].map(([name, node]) => compilePlace(name, node, compiler));
  return {
    waits: (pass) => places.some(({ value }) => value(pass) === PENDING),
    print(pass, number, context) {
      const values = new Map<string, string>();
      for (const { name, emit } of places) values.set(name, emit(pass));
      const translated = (by: Pass['translator']) =>
        plural === undefined || number === undefined
          ? by.text(singular, context)
          : by.plural(singular, plural, number, context);
      const text = fill(translated(pass.translator), values);
      if (text !== undefined) return text;
      pass.report(tag, () => compiler.diagnose('translation-malformed', { language: pass.locale }, tag.open));
      return fill(translated(untranslated), values) ?? '';
    },
  };
}

const placesOf = (messages: readonly (BlockMessage | undefined)[]): ReadonlyMap<string, Output> =>
  new Map(messages.flatMap((message) => [...(message?.outputs ?? [])]));

/** Django looks the whole of what stands there up as one name, so that `a.b` and `a|lower` are missing. */
function compilePlace(name: string, node: Output, compiler: TagCompiler) {
  const { start, end } = node.expression;
  const expression: Expression = { kind: 'variable', path: [{ text: name, start, end }], start, end };
  const value = compiler.value(expression, 'test');
  return { name, value, emit: compiler.body([{ ...node, expression }]) };
}

export const blocktranslateTag = definition(
  'blocktranslate',
  'Prints its body in the language of the message. {{ name }} in it may only be a name: with binds others. With count NAME=number the part under plural is for other numbers than one, as the language has it. trimmed joins its lines; context "…" tells meanings apart; asvar NAME keeps the text under that name.',
);

/** The older name, which most templates have. */
export const blocktransTag = definition('blocktrans', 'The older name of blocktranslate.');
