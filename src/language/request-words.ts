import { models } from '../data/entities.js';
import { fieldNamed } from '../data/fields.js';
import type { SourceText } from '../diagnostics/source-text.js';
import type { Expression, NamedArgument, Tag } from '../syntax/ast.js';
import { readFilterName } from './attribute-filter.js';
import { argumentsOf } from './headers.js';
import { literalOf } from './literals.js';
import { attributeName, parameterNamed, type RecordTag } from './record-parameters.js';

/**
 * What one use of a record tag asks for, in words. What only a render knows is shown as it is written.
 *
 * @example
 * // {% deals for_last_days=1 count=5 order=1 status='won' as list %}
 * // 'the oldest 5 deals of the receiver, of the last 24 hours, whose status is won'
 */
export function requestWords(definition: RecordTag, tag: Tag, source: SourceText): string {
  const given = new Map<string, Said>();
  const filters: string[] = [];
  for (const argument of argumentsOf(tag.header).named) {
    const name = argument.name.text;
    const parameter = parameterNamed(definition, name);
    if (parameter === undefined) filters.push(filterWords(definition, argument, source));
    else if (argument.value !== undefined) given.set(name, said(argument.value, source));
    else if (parameter.default !== undefined) given.set(name, { text: String(parameter.default) });
  }
  const parts = [
    `${which(definition, given)} ${whose(definition, given)}`.replace(/,? $/, ''),
    window(definition, given),
    filters.length === 0 ? '' : `whose ${filters.join(' and whose ')}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** An argument: its text, and its value where the template writes it out. */
interface Said {
  readonly text: string;
  readonly value?: unknown;
}

function said(expression: Expression, source: SourceText): Said {
  const literal = literalOf(expression);
  if (literal !== undefined) return { text: String(literal.value), value: literal.value };
  return { text: source.text.slice(expression.start, expression.end) };
}

function which(definition: RecordTag, given: ReadonlyMap<string, Said>): string {
  const plural = models[definition.entity].plural.replaceAll('_', ' ');
  if (definition.binds === 'one') return `one of the ${plural}`;
  if (definition.binds === 'numbers') {
    const of = given.get('of')?.text;
    return of === undefined ? `the number of the ${plural}` : `the numbers of ${of} over the ${plural}`;
  }
  const limit = given.get('count')?.text;
  // `the newest deal`, `the newest 5 deals`
  const single = models[definition.entity].name.replaceAll('_', ' ');
  const counted = limit === undefined ? undefined : limit === '1' ? single : `${limit} ${plural}`;
  const first = given.get('order')?.text;
  const dated = given.get('filter_by')?.text ?? definition.dateField;
  const field = given.get('order_by')?.text ?? dated;
  const known = first === undefined || first === '1' || first === '-1';
  if (!known) {
    const most = counted === undefined ? `all ${plural}` : `the first ${counted}`;
    return `${most} by ${field} (order is ${first})`;
  }
  const upward = first === '1';
  if (field === definition.dateField) {
    const age = upward ? 'oldest' : 'newest';
    return counted === undefined ? `all ${plural}, the ${age} first,` : `the ${age} ${counted}`;
  }
  const type = fieldNamed(models[definition.entity], field)?.type;
  const isDate = type === 'date' || type === 'datetime';
  const end = isDate ? (upward ? 'earliest' : 'latest') : upward ? 'smallest' : 'largest';
  if (counted === undefined) return `all ${plural}, the ${end} ${field} first,`;
  return `the ${counted} with the ${end} ${field}`;
}

function whose(definition: RecordTag, given: ReadonlyMap<string, Said>): string {
  if (parameterNamed(definition, 'scope') === undefined) return '';
  const scope = given.get('scope')?.text ?? 'receiver';
  if (scope === 'receiver') return 'of the receiver';
  if (scope === 'company') return "of the receiver's company";
  return scope === 'all' ? 'of everybody' : `of whom ${scope} says`;
}

function window(definition: RecordTag, given: ReadonlyMap<string, Said>): string {
  const days = given.get('for_last_days');
  if (days === undefined) return '';
  const field = given.get('filter_by')?.text ?? definition.dateField;
  const where = field === definition.dateField ? 'of' : `${field} in`;
  const number = Number(days.text);
  if (!Number.isInteger(number)) return `${where} the last ${days.text} days`;
  const way = number < 0 ? 'next' : 'last';
  const length = Math.abs(number);
  return `${where} the ${way} ${length === 1 ? '24 hours' : `${length} days`}`;
}

const comparisons: Readonly<Record<string, string>> = {
  exact: 'is',
  iexact: 'is, in any case,',
  ne: 'is not',
  gt: 'is more than',
  gte: 'is at least',
  lt: 'is less than',
  lte: 'is at most',
  in: 'is one of',
  contains: 'contains',
  icontains: 'contains, in any case,',
  startswith: 'starts with',
  istartswith: 'starts, in any case, with',
  endswith: 'ends with',
  iendswith: 'ends, in any case, with',
};

function filterWords(definition: RecordTag, { name, value }: NamedArgument, source: SourceText): string {
  const filter = readFilterName(definition.entity, attributeName(definition, name.text));
  const text = value === undefined ? '?' : said(value, source).text;
  if ('problem' in filter) return `${name.text} is ${text}`;
  const path = filter.path.join('.');
  if (filter.lookup === 'isnull') return `${path} is empty: ${text}`;
  return `${path} ${comparisons[filter.lookup] ?? filter.lookup} ${text}`;
}
