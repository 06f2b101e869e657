import { codePointAtIndex, countCodePoints, lastCodePoint } from '../../values/code-points.js';
import { asText, isRecordLike } from '../../values/kinds.js';
import { hasMembers, lengthOf } from '../../values/members.js';
import { type Encoding, SafeText, togetherAs } from '../../values/safe-text.js';
import { toText } from '../../values/text.js';
import type { Value } from '../../values/value.js';
import { defineFilter, type FilterDefinition, FilterError, type FilterSite } from '../filter.js';
import { conditionalEscape, escapedAs, escapedHere, isSafeHtml, isSafeIn } from './conditional-escape.js';
import { iterate } from './iterate.js';

const first = defineFilter({
  name: 'first',
  doc: 'Returns the first item in a list; the first character of a string.',
  example: { template: '{{ names|first }}', context: { names: ['Ann', 'Bob'] }, result: 'Ann' },
  library: 'built-in',
  input: 'list',
  result: 'any',
  paths: 'elements',
  output: 'text',
  pure: true,
  apply(value, _argument, _runtime, site) {
    const items = elementsOf(value);
    if (items !== undefined) return items.length > 0 ? items[0] : '';
    const text = textOf(value, site, 'first');
    return codePointAtIndex(text, 0) ?? '';
  },
});

const last = defineFilter({
  name: 'last',
  doc: 'Returns the last item in a list; the last character of a string.',
  example: { template: '{{ names|last }}', context: { names: ['Ann', 'Bob'] }, result: 'Bob' },
  library: 'built-in',
  input: 'list',
  result: 'any',
  paths: 'elements',
  output: 'same',
  pure: true,
  apply(value, _argument, _runtime, site) {
    const items = elementsOf(value);
    if (items !== undefined) return items.length > 0 ? items[items.length - 1] : '';
    const text = textOf(value, site, 'last');
    return lastCodePoint(text) ?? '';
  },
});

const elementsOf = (value: Value): readonly Value[] | undefined =>
  Array.isArray(value) || hasMembers(value) ? iterate(value) : undefined;

/** Nothing has no first item, which is no fault of a message; Django raises for null. */
function textOf(value: Value, site: FilterSite, filter: string): string {
  const text = asText(value) ?? (value === undefined || (value === null && !site.django) ? '' : undefined);
  if (text === undefined) throw new FilterError(`"${filter}" wants a list or a text`);
  return text;
}

const length = defineFilter({
  name: 'length',
  doc: 'Returns the length of the value: of a string its characters, of a list its items, of an object its keys. Anything else has length 0.',
  example: { template: '{{ names|length }}', context: { names: ['Ann', 'Bob'] }, result: '2' },
  library: 'built-in',
  input: 'any',
  result: 'number',
  paths: 'none',
  output: 'text',
  pure: true,
  apply(value, _argument, runtime) {
    if (Array.isArray(value)) return value.length;
    const text = asText(value);
    if (text !== undefined) {
      runtime.charge(text.length);
      return countCodePoints(text);
    }
    if (value instanceof Map) return value.size;
    if (hasMembers(value)) return lengthOf(value) ?? 0;
    return isRecordLike(value) ? Object.keys(value).length : 0;
  },
});

const join = defineFilter({
  name: 'join',
  doc: "Joins a list with a string, like Python's str.join(list).",
  example: { template: '{{ names|join:", " }}', context: { names: ['Ann', 'Bob'] }, result: 'Ann, Bob' },
  library: 'built-in',
  input: 'list',
  argument: { name: 'separator', type: 'any', required: true },
  result: 'text',
  paths: 'all',
  output: 'text',
  pure: true,
  apply(value, argument, runtime, site) {
    const items = iterate(value);
    if (items === undefined) return value;
    runtime.charge(items.length);
    if (!site.autoescape && site.django && !items.every((item) => asText(item) !== undefined)) return value;
    const { markup } = site;
    // One of them holds markup that its author vouches for: the others are escaped for its sake.
    if (markup !== undefined && items.some((item) => isSafeIn(item, markup))) {
      const parts = items.map((item) => escapedHere(item, runtime, site).text);
      const between = escapedHere(argument, runtime, site).text;
      runtime.charge(parts.reduce((sum, part) => sum + part.length, between.length * parts.length));
      return new SafeText(parts.join(between), markup.encoding);
    }
    const text = (item: Value): string =>
      site.autoescape ? conditionalEscape(item, runtime) : toText(item, runtime);
    const parts = items.map(text);
    const separator = text(argument);
    runtime.charge(parts.reduce((sum, part) => sum + part.length, separator.length * parts.length));
    const joined = parts.join(separator);
    // Where nothing is escaped nothing was: Django calls it safe all the same, a chat channel must not.
    if (!site.autoescape && !site.django) return joined;
    const as = (one: Value): Encoding => (isSafeHtml(one) ? one.encoding : escapedAs(site));
    return new SafeText(joined, site.contextual ? items.map(as).reduce(togetherAs, as(argument)) : 'html');
  },
});

/** What a list is asked for. */
export const lists: readonly FilterDefinition[] = [first, last, length, join];
