import { toText } from '../../values/text.js';
import { PENDING, type Value } from '../../values/value.js';
import { argumentsOf } from '../headers.js';
import { type Pass, RenderFailure } from '../pass.js';
import { defineTag } from '../tag.js';

/** Parameters of a query, each with its values in order. */
type Query = Map<string, string[]>;

export const querystringTag = defineTag({
  name: 'querystring',
  library: 'built-in',
  doc: 'A query string: the parameters of the objects that are given (of request.GET without any), then those named here over them. None takes a parameter out, a list gives it several values.',
  example: {
    template: '{% querystring filters page=2 sort=None %}',
    context: { filters: { colour: 'red', sort: 'price' } },
    result: '?colour=red&amp;page=2',
  },
  header: { shape: 'arguments', positional: { names: ['parameters'], min: 0, rest: true }, named: 'any' },
  prints: true,
  captures: false,
  compile(tag, compiler) {
    const { positional, named } = argumentsOf(tag.header);
    const request = { text: 'request', start: tag.start, end: tag.start };
    const get = { text: 'GET', start: tag.start, end: tag.start };
    const current = { kind: 'variable', path: [request, get], start: tag.start, end: tag.start } as const;
    const bases = (positional.length > 0 ? positional : [current]).map((value) =>
      compiler.value(value, 'test'),
    );
    const changes = named.flatMap(({ name, value }) =>
      value ? [[name.text, compiler.value(value, 'argument')] as const] : [],
    );
    const refuse = (index: number): never => {
      const diagnostic = compiler.diagnose('querystring-mapping', {}, positional[index] ?? tag);
      throw new RenderFailure(() => diagnostic, diagnostic.message);
    };
    return compiler.print((pass) => {
      const query: Query = new Map();
      let waiting = false;
      for (const [index, base] of bases.entries()) {
        const value = base(pass);
        if (value === PENDING) waiting = true;
        else for (const [name, one] of entriesOf(value) ?? refuse(index)) put(query, name, one, pass);
      }
      for (const [name, change] of changes) {
        const value = change(pass);
        if (value === PENDING) waiting = true;
        else put(query, name, value, pass);
      }
      return waiting ? PENDING : `?${write(query)}`;
    });
  },
});

function entriesOf(value: Value): Iterable<readonly [string, Value]> | undefined {
  if (value === null || value === undefined || value === '') return [];
  if (value instanceof Map) return [...value].map(([name, one]) => [String(name), one] as const);
  return typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : undefined;
}

function put(query: Query, name: string, value: Value, pass: Pass): void {
  if (value === null || value === undefined) query.delete(name);
  else
    query.set(
      name,
      (Array.isArray(value) ? value : [value]).map((one) => toText(one, pass)),
    );
}

const write = (query: Query): string =>
  [...query].flatMap(([name, values]) => values.map((value) => `${encode(name)}=${encode(value)}`)).join('&');

/** A form's encoding: letters, digits and `_.-~` stay, a space is a plus sign. */
const encode = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))
    .replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
