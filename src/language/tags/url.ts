import { toText } from '../../values/text.js';
import { PENDING, type Value } from '../../values/value.js';
import { bindsName, printOrBind } from '../bindings.js';
import { argumentsOf, asName, positional } from '../headers.js';
import { type Evaluate, type Pass, RenderFailure } from '../pass.js';
import { defineTag } from '../tag.js';

export const urlTag = defineTag({
  name: 'url',
  library: 'built-in',
  doc: "The URL of a name and its arguments, as the engine's option urls makes it. With as NAME it is kept under that name, and a URL that there is none of is empty.",
  example: { template: '{% url "order" 12 as link %}[{{ link }}]', result: '[]' },
  header: {
    shape: 'arguments',
    positional: { names: ['name'], min: 1, rest: true },
    named: 'any',
    clauses: { as: { takes: 'name', last: true } },
  },
  binds: bindsName,
  prints: true,
  captures: false,
  compile(tag, compiler) {
    const { positional: given, named } = argumentsOf(tag.header);
    const name = compiler.value(positional(tag.header, 0), 'argument');
    const rest = given.slice(1).map((value) => compiler.value(value, 'argument'));
    const words = named.flatMap(({ name: word, value }) =>
      value ? [[word.text, compiler.value(value, 'argument')] as const] : [],
    );
    const kept = asName(tag.header) !== undefined;
    return printOrBind(tag, compiler, (pass) => {
      const url = reversed(pass, name(pass), rest, words);
      if (url !== undefined) return url;
      if (kept) return '';
      const diagnostic = compiler.diagnose(
        'unknown-url',
        { name: toText(name(pass), pass) },
        positional(tag.header, 0),
      );
      throw new RenderFailure(() => diagnostic, diagnostic.message);
    });
  },
});

function reversed(
  pass: Pass,
  name: Value,
  rest: readonly Evaluate[],
  words: readonly (readonly [string, Evaluate])[],
): Value {
  const values = rest.map((value) => value(pass));
  const named = new Map(words.map(([word, value]) => [word, value(pass)]));
  if (name === PENDING || values.includes(PENDING) || [...named.values()].includes(PENDING)) return PENDING;
  return pass.url(toText(name, pass), values, named);
}
