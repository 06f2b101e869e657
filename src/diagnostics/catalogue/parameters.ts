import { entry } from '../entry.js';

const orList = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names[names.length - 1]}`;

/** What the parameter is for, in the words of its definition. */
const meaning = ({ name, doc }: { readonly name: string; readonly doc: string }): string =>
  `${name} means: ${doc}`;

/** Faults of what a data tag is given: parameters, attribute filters, scopes. */
export const parameters = {
  'unknown-parameter': entry<{ name: string; tag: string; nearest?: string | undefined }>({
    severity: 'error',
    message: ({ name, tag }) => `${tag} has no parameter "${name}"`,
    help: ({ name, nearest }) =>
      nearest === undefined
        ? `to filter by an attribute of that name write ${name}__exact=…`
        : `did you mean "${nearest}"? To filter by an attribute of that name write ${name}__exact=…`,
  }),
  'unknown-argument': entry<{
    name: string;
    tag: string;
    nearest?: string | undefined;
    better?: string | undefined;
  }>({
    severity: 'error',
    message: ({ name, tag }) => `${tag} has no parameter "${name}"`,
    help: ({ nearest, better }) =>
      better !== undefined
        ? `write ${better}`
        : nearest === undefined
          ? 'delete it'
          : `did you mean "${nearest}"?`,
  }),
  'parameter-without-value': entry<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `"${name}" needs a value`,
    help: ({ name }) => `write ${name}=… for the records whose ${name} is that, or delete it`,
  }),
  'parameter-type': entry<{ name: string; wants: string; doc: string }>({
    severity: 'error',
    message: ({ name, wants }) => `"${name}" must be ${wants}`,
    help: meaning,
  }),
  'field-with-sign': entry<{ name: string; field: string }>({
    severity: 'error',
    message: ({ name, field }) => `"${name}" takes the field alone: "${field}"`,
    help: ({ name, field }) => `the direction is a parameter of its own: ${name}='${field}' order=-1`,
  }),
  'parameter-out-of-range': entry<{ name: string; rule: string; doc: string }>({
    severity: 'error',
    message: ({ name, rule }) => `"${name}" ${rule}`,
    help: meaning,
  }),
  'parameter-choice': entry<{
    name: string;
    choices: readonly string[];
    nearest?: string | undefined;
    doc: string;
  }>({
    severity: 'error',
    message: ({ name, choices }) => `"${name}" must be ${orList(choices)}`,
    help: ({ name, nearest, doc }) =>
      nearest === undefined ? meaning({ name, doc }) : `did you mean "${nearest}"?`,
  }),
  'missing-parameter': entry<{ tag: string; name: string }>({
    severity: 'error',
    message: ({ tag, name }) => `${tag} needs ${name}=…`,
  }),
  'not-a-date-field': entry<{ name: string; field: string; dates: readonly string[] }>({
    severity: 'error',
    message: ({ name, field }) => `${name}="${field}" is not a date`,
    help: ({ dates }) => `use ${orList(dates)}, or a custom attribute that holds dates`,
  }),
  'unknown-lookup': entry<{
    lookup: string;
    attribute: string;
    lookups: readonly string[];
    nearest?: string | undefined;
  }>({
    severity: 'error',
    message: ({ lookup, attribute }) => `"${attribute}" cannot be looked up by "${lookup}"`,
    help: ({ nearest, attribute, lookups }) =>
      nearest === undefined ? `lookups are ${lookups.join(', ')}` : `did you mean ${attribute}__${nearest}?`,
  }),
  'lookup-needs-list': entry<{ attribute: string }>({
    severity: 'error',
    message: ({ attribute }) => `${attribute}__in needs a list`,
    help: ({ attribute }) => `for one value write ${attribute}=…`,
  }),
  'unknown-choice': entry<{
    attribute: string;
    choices: readonly string[];
    postponed: boolean;
    nearest?: string | undefined;
  }>({
    severity: 'error',
    message: ({ attribute, choices }) => `${attribute} is one of ${orList(choices)}`,
    help: ({ postponed, nearest }) =>
      postponed
        ? 'the documents speak of "postponed" deals, but no number stands for them: filter by a stage or an attribute instead'
        : nearest === undefined
          ? undefined
          : `did you mean "${nearest}"?`,
  }),
  'empty-filter-value': entry<{ name: string; attribute: string }>({
    severity: 'warning',
    message: ({ name }) => `the filter "${name}" has no value here, so it matches nothing`,
    help: ({ attribute }) => `test the value first, or ask for empty ones: ${attribute}__isnull=True`,
  }),
  'filter-value-type': entry<{ name: string; wants: string }>({
    severity: 'warning',
    message: ({ name, wants }) => `the filter "${name}" wants ${wants}, so this matches nothing`,
  }),
  'relation-needs-record': entry<{ name: string; better: string; value?: string }>({
    severity: 'warning',
    message: ({ name }) => `the filter "${name}" is to be compared with a record, and this is none`,
    help: ({ better, value }) => `to compare a key write ${better}=${value ?? '…'}`,
  }),
  'attribute-elsewhere': entry<{ name: string; field: string }>({
    severity: 'error',
    message: ({ name, field }) => `${name}="${field}" is no attribute of the records themselves`,
    help: ({ name, field }) => {
      const path = field.replaceAll('__', '.');
      if (name === 'order_by')
        return `order what the tag has bound: {% for one in list|dictsort:"${path}" %}`;
      return name === 'of' ? `compute over a list of them: {{ list|sum:"${path}" }}` : undefined;
    },
  }),
  'not-a-number-field': entry<{ field: string; numbers: readonly string[] }>({
    severity: 'error',
    message: ({ field }) => `"${field}" is not a number, so it has no sum`,
    help: ({ numbers }) => `use ${orList(numbers)}, or a custom attribute that holds numbers`,
  }),
  'mixed-currencies': entry<{ tag: string; currencies: number; bare: boolean }>({
    severity: 'error',
    message: ({ tag, currencies, bare }) =>
      bare
        ? `${tag} finds amounts in ${currencies} ${currencies === 1 ? 'currency' : 'currencies'} and some without one`
        : `${tag} finds amounts in ${currencies} currencies, which have no common sum`,
    help: ({ bare }) =>
      bare
        ? 'leave those without one out: currency__isnull=False'
        : "say which it shall be in: convert='USD'",
  }),
  'no-exchange-rate': entry<{
    currency: string;
    target: string;
    base: string;
    /** The currency that the rates do not know; absent where what was stored is no code. */
    lacking?: string | undefined;
  }>({
    severity: 'error',
    message: ({ currency, target }) => `there is no exchange rate from ${currency} to ${target}`,
    help: ({ base, lacking }) =>
      lacking === undefined
        ? 'store ISO 4217 codes such as EUR, or leave those records out'
        : `give the engine one: rates: { base: '${base}', rates: { ${lacking}: '…' } }`,
  }),
  'amounts-without-currency': entry<{ of: string; target: string }>({
    severity: 'error',
    message: ({ of, target }) => `"${of}" has no currency here, so it cannot be converted to ${target}`,
    help: () => 'leave out convert, or the records without a currency: currency__isnull=False',
  }),
  'no-receiver': entry<{ tag: string; scope: string }>({
    severity: 'error',
    message: ({ tag, scope }) => `${tag} reads the records of the ${scope}, and this message has none`,
    help: () => 'render for a receiver, or allow and use a wider scope',
  }),
  'scope-not-allowed': entry<{ scope: string }>({
    severity: 'error',
    message: ({ scope }) => `scope="${scope}" is not allowed here`,
    help: ({ scope }) => {
      const scopes = scope === 'receiver' ? "'receiver'" : `'receiver', '${scope}'`;
      return `the engine's policy must list it: policy: { scopes: [${scopes}] }`;
    },
  }),
  'too-many-rows': entry<{ tag: string; limit: number }>({
    severity: 'error',
    message: ({ tag, limit }) => `${tag} finds more than ${limit} records`,
    help: () => 'give it a count, a window or a filter',
  }),
} as const;
