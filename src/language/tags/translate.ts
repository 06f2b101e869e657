import type { Expression, Tag } from '../../syntax/ast.js';
import { type Encoding, SafeText } from '../../values/safe-text.js';
import { toText } from '../../values/text.js';
import { PENDING, type Value } from '../../values/value.js';
import { plainly } from '../bindings.js';
import type { FilterSite } from '../filter.js';
import { escapedAs, markedUpAs } from '../filters/conditional-escape.js';
import { asName, clauseOf, hasFlag, positional } from '../headers.js';
import { doubled, halved, innermost, literalMessage } from '../messages.js';
import { type Evaluate, type Pass, RenderFailure } from '../pass.js';
import { defineTag, type TagCompiler, type TagDefinition } from '../tag.js';

const polish = { 'Thank you': 'Dziękuję' };

function definition(name: 'translate' | 'trans', doc: string): TagDefinition {
  return defineTag({
    name,
    library: 'i18n',
    doc,
    example: {
      template: `{% ${name} "Thank you" %}, {{ name }}`,
      context: { name: 'Anno' },
      locale: 'pl',
      catalogues: { pl: polish },
      result: 'Dziękuję, Anno',
    },
    header: {
      shape: 'arguments',
      positional: { names: ['text'], min: 1 },
      named: 'none',
      clauses: { noop: { takes: 'flag' }, context: { takes: 'expression' }, as: { takes: 'name' } },
    },
    binds: (tag) => {
      const alias = asName(tag.header);
      return alias ? [{ name: alias.text, range: alias, reach: 'rest' }] : [];
    },
    prints: true,
    captures: false,
    check(tag, checker) {
      const context = contextOf(tag);
      const word = context?.kind === 'variable' ? context.path[0].text : '';
      if (context !== undefined && (word === 'as' || word === 'noop')) {
        checker.report('context-is-option', { tag: name, word }, context);
      }
    },
    compile,
  });
}

const contextOf = (tag: Tag): Expression | undefined =>
  clauseOf(tag.header, 'context', 'expression')?.expression;

function compile(tag: Tag, compiler: TagCompiler) {
  const text = positional(tag.header, 0);
  const message = messageOf(tag, innermost(text), compiler);
  const value = text.kind === 'filtered' ? compiler.filtered(overHole(text), message) : message;
  const alias = asName(tag.header);
  if (alias === undefined) {
    const print = compiler.print(value);
    return (pass: Pass) => halved(print(pass));
  }
  const slot = compiler.bind(alias.text);
  const print = plainly(compiler, () => compiler.print((pass) => pass.slots[slot]));
  const { site } = compiler;
  return (pass: Pass) => {
    const found = value(pass);
    if (found !== PENDING) {
      pass.slots[slot] = found;
      const printed = halved(print(pass));
      pass.slots[slot] =
        site.autoescape || found instanceof SafeText ? new SafeText(printed, keptAs(found, site)) : printed;
    } else pass.slots[slot] = PENDING;
    return '';
  };
}

/** The encoding of a kept text: in a chat channel it is still that of its value. */
function keptAs(found: Value, site: FilterSite): Encoding {
  if (!(found instanceof SafeText)) return escapedAs(site);
  return site.markup !== undefined ? found.encoding : markedUpAs(site);
}

/** The translation of the text itself, which filters get. */
function messageOf(tag: Tag, base: Expression, compiler: TagCompiler): Evaluate {
  const read = textOf(base, compiler);
  if (hasFlag(tag.header, 'noop') || base.kind === 'translated') return read;
  const context = contextOf(tag);
  const contextValue = context && compiler.value(context, 'argument');
  const needsText = compiler.site.django && base.kind !== 'string';
  const refused = compiler.diagnose('text-wanted', { tag: tag.name, what: 'a text' }, base);
  return (pass) => {
    const value = read(pass);
    const given = contextValue?.(pass);
    if (value === PENDING || given === PENDING) return PENDING;
    const safe = value instanceof SafeText;
    if (needsText && !safe && typeof value !== 'string' && value !== undefined) {
      throw new RenderFailure(() => refused, refused.message);
    }
    const id = doubled(toText(value, pass));
    const wanted = given === undefined || given === null ? '' : toText(given, pass);
    const translation = pass.translator.text(id, wanted === '' ? undefined : wanted);
    return safe ? new SafeText(translation, value.encoding) : translation;
  };
}

/** What an author writes in quotes is safe. A name that leads nowhere is no text, and told of under strict. */
function textOf(base: Expression, compiler: TagCompiler): Evaluate {
  if (base.kind === 'string') {
    const text = new SafeText(literalMessage(base.value));
    return () => text;
  }
  if (base.kind === 'translated') {
    const message = doubled(base.text.value);
    return (pass) => new SafeText(pass.translator.text(message));
  }
  const read = compiler.value(base, 'argument');
  if (base.kind !== 'variable') return read;
  const path = base.path.map((word) => word.text).join('.');
  const missing = compiler.diagnose('missing-value', { path }, base);
  return (pass) => {
    const value: Value = read(pass);
    if (value === undefined) {
      pass.report(base, () => (pass.strict === false ? missing : { ...missing, severity: 'error' }));
    }
    return value;
  };
}

/** The chain of filters over an input of ours. */
function overHole(expression: Expression): Expression {
  if (expression.kind !== 'filtered') return { kind: 'hole', start: expression.start, end: expression.start };
  return { ...expression, input: overHole(expression.input) };
}

export const translateTag = definition(
  'translate',
  'Prints its text in the language of the message, as the catalogues have it, else as it stands. With context "…" the translation for that meaning; with noop the text is only marked for translators; with as NAME it is kept under that name. Filters get the translation; a name is looked up and its text translated.',
);

/** The older name, which most templates have. */
export const transTag = definition('trans', 'The older name of translate.');
