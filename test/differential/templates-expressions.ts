import fc from 'fast-check';

/** Source text of some part of a template. */
export type Source = fc.Arbitrary<string>;

export const pick = (...choices: readonly string[]): Source => fc.constantFrom(...choices);

const quoted = (...texts: readonly string[]): Source => pick(...texts.map((text) => JSON.stringify(text)));

// ------------------------------------------------------------------- leaves

const textNames = pick(
  's',
  't',
  'safe',
  'empty',
  'l.0',
  'm.a',
  'rows.0.name',
  's.0',
  'x.name',
  'missing',
  'none',
);
const literals = quoted('lit', '', 'a & b', '<i>', "it's", '5', 'żó', 'a,b', ' ');
const numberNames = pick('n', 'f', 'd', 'yes', 'rows.0.value', 'l.1', 'forloop.counter', 'x.value', 'm.b');
const numberLiterals = pick('0', '1', '2', '3', '5', '-1', '10', '2.5', '2.50', '1e3', '1000', '1.0', '007');
const listNames = pick('l', 'rows', 'pairs', 'm', 's', 'missing', 'none', 'pairs.0', 'x', 'empty');
const dateNames = pick('when', 'when', 'day');
const loopNames = pick(
  'x',
  'k',
  'v',
  'forloop.first',
  'forloop.last',
  'forloop.revcounter',
  'forloop.parentloop.counter',
);

// ------------------------------------------------------------------ filters

const size = pick('0', '1', '2', '3', '5', '8', '12', '-1', '"4"', 'n');
const cutSize = pick('1', '2', '3', '5', '8', '12', '"4"');
/** We fill at most 10,000 characters: COMPATIBILITY.md. */
const width = pick('0', '1', '5', '12', '-1', '"20"');
const anything = fc.oneof(literals, numberLiterals, textNames);
const formats = quoted(
  ...[
    'Y-m-d',
    'D d M Y',
    'N j, Y',
    'jS F Y',
    'l, z t L',
    'y n o W w',
    'b E',
    '\\Y\\e\\a\\r: Y',
    'SHORT_DATE_FORMAT',
    '',
  ],
);
const timeFormats = quoted('H:i', 'g:i a', 'P', 'h A', 'G s', 'f', 'TIME_FORMAT');

interface Use {
  readonly filter: string;
  readonly argument?: Source;
}

const plain = (...names: readonly string[]): readonly Use[] => names.map((filter) => ({ filter }));
const taking = (argument: Source, ...names: readonly string[]): readonly Use[] =>
  names.map((filter) => ({ filter, argument }));

/** Filters that take any value at all. Not the format "r", which tells decimals from floats. */
const anyFilters: readonly Use[] = [
  ...plain('escape', 'force_escape', 'safe', 'length', 'yesno', 'upper', 'lower', 'capfirst', 'striptags'),
  ...taking(anything, 'default', 'default_if_none', 'add'),
  ...taking(quoted('yes,no', 'yes,no,maybe', 'one', 'a,b,c,d'), 'yesno'),
  ...taking(quoted('s', 'd', '5s', '05d', '.2f', '-6s', '+d', 'x', 'q'), 'stringformat'),
];

// Without iriencode: what it makes of words around an e-mail address Django 4.2 links, newer ones do not.
const textFilters: readonly Use[] = [
  ...plain(
    'upper',
    'lower',
    'title',
    'capfirst',
    'addslashes',
    'slugify',
    'striptags',
    'wordcount',
    'escapejs',
  ),
  ...plain('linebreaks', 'linebreaksbr', 'linenumbers', 'urlencode', 'phone2numeric', 'make_list'),
  ...plain('escape', 'force_escape', 'safe', 'first', 'last', 'length'),
  ...taking(width, 'center', 'ljust', 'rjust'),
  ...taking(size, 'wordwrap', 'length_is'),
  // urlize and urlizetrunc: of hosts and e-mail addresses Django 4.2 takes others for good than 5.2, after
  // which ours go. test/differential/text-filters compares them, and tells the two apart by the value.
  // To 0 or fewer Django 4.2 leaves its ellipsis, newer ones nothing. The cutters of HTML were written anew
  // for Django 5.1, on a parser.
  ...taking(cutSize, 'truncatechars', 'truncatewords'),
  ...taking(quoted('a', ' ', '<', '', 'b'), 'cut'),
  ...taking(quoted('', '/', ':/'), 'urlencode'),
  ...taking(quoted(':2', '1:', '-2:', '::2', '1:3', ':-1', 'x', ''), 'slice'),
];

const numberFilters: readonly Use[] = [
  ...plain(
    'floatformat',
    'filesizeformat',
    'pluralize',
    'intcomma',
    'intword',

    'localize',
    'unlocalize',
  ),
  ...taking(pick('0', '1', '2', '-2', '3', '"2g"', '"-3"', '"2u"', '"g"'), 'floatformat'),
  ...taking(size, 'add', 'get_digit'),
  ...taking(pick('1', '2', '3', '7', '"5"'), 'divisibleby'),
  ...taking(quoted('es', 'y,ies', 'a,b,c', ''), 'pluralize'),
  ...taking(pick('False'), 'intcomma'),
];

const listFilters: readonly Use[] = [
  ...plain('first', 'last', 'length', 'unordered_list', 'safeseq', 'make_list'),
  // Of a variable Django 4.2 escapes the separator even where nothing is escaped; newer ones do not.
  ...taking(quoted(', ', '', '<br>', ' & '), 'join'),
  ...taking(quoted(':2', '1:', '-2:', '::2', '::-1', ':n', '5:'), 'slice'),
  ...taking(quoted('name', 'value', 'group', 'nope', '0', '1'), 'dictsort', 'dictsortreversed'),
  ...taking(size, 'length_is'),
];

const dateFilters: readonly Use[] = [
  ...plain('date', 'time', 'timesince', 'timeuntil', 'naturalday', 'naturaltime'),
  ...taking(formats, 'date', 'naturalday'),
  ...taking(timeFormats, 'time'),
  ...taking(pick('day', 'when'), 'timesince', 'timeuntil'),
];

/** Not of a day: Django refuses to tell its time, but the oracle's own clock hides that. */
const momentFilters: readonly Use[] = taking(
  fc.oneof(timeFormats, quoted('c', 'r', 'Y-m-d H:i:s T', 'e O Z', 'U')),
  'date',
);

const chained = (base: Source, filters: readonly Use[], most: number): Source => {
  const one = fc
    .constantFrom(...filters)
    .chain(({ filter, argument }) =>
      argument === undefined ? fc.constant(`|${filter}`) : argument.map((given) => `|${filter}:${given}`),
    );
  return fc.tuple(base, fc.array(one, { maxLength: most })).map(([value, chain]) => value + chain.join(''));
};

/**
 * Of a negative number Django 4.2 makes "-1th", newer ones leave it: so only of counts. What `apnumber` makes
 * of another filter's safe text is a text, and so true where 0 is not: so it stands alone.
 */
const ordinalExpression = fc
  .tuple(
    pick('l|length', 's|length', '0', '1', '2', '3', '11', '112', '1001', 'forloop.counter'),
    pick('ordinal', 'apnumber'),
  )
  .map(([count, filter]) => `${count}|${filter}`);

export const textExpression = chained(
  fc.oneof({ weight: 3, arbitrary: textNames }, literals),
  textFilters,
  3,
);
const numbersOf = (names: Source): Source =>
  chained(fc.oneof({ weight: 3, arbitrary: names }, numberLiterals), numberFilters, 2);
export const numberExpression = numbersOf(fc.oneof({ weight: 9, arbitrary: numberNames }, pick('big')));
/** For `widthratio`, which we reckon exactly and Django in floats: not of numbers that a float cannot hold. */
export const smallNumber = numbersOf(numberNames);
export const listExpression = chained(listNames, listFilters, 2);
/** Moved to a zone it is of a class of Django's own, which shows where a list prints it: so only formatted. */
const movedExpression = fc
  .tuple(
    pick('localtime', 'utc', 'timezone:"Europe/Paris"', 'timezone:"Asia/Tokyo"', 'timezone:"nowhere"'),
    timeFormats,
  )
  .map(([filter, format]) => `when|${filter}|date:${format}`);

export const dateExpression = fc.oneof(
  { weight: 3, arbitrary: chained(dateNames, dateFilters, 1) },
  chained(pick('when'), momentFilters, 1),
  movedExpression,
);
const mixedExpression = chained(
  fc.oneof(textNames, numberNames, listNames, loopNames, dateNames, literals, numberLiterals),
  [...anyFilters, ...textFilters, ...numberFilters, ...listFilters, ...anyFilters],
  2,
);
/** Names that the tag `with` of random templates binds to any value at all. */
export const withNames: readonly string[] = ['x', 'total', 's', 'n'];
const isBound = (value: string): boolean => withNames.includes(value.split('.', 1)[0] ?? '');

/** Not of decimals, whose kind we do not print (COMPATIBILITY.md), nor of names that may be bound to one. */
const prettyExpression = fc
  .oneof(textNames, pick('f', 'big', 'yes'), listNames, literals)
  .filter((value) => !isBound(value))
  .map((value) => `${value}|pprint`);
/** Not of decimals and floats like 2.0, which to us are one kind. */
const jsonExpression = pick(
  'l',
  'rows',
  'pairs',
  'm',
  't',
  'big',
  'when',
  'day',
  'yes',
  'none',
  'missing',
).map((value) => `${value}|json_script:"data"`);
const bareExpression = fc.oneof(textNames, numberNames, listNames, loopNames, literals);

/** Anything that can stand in an output. Mostly a filter gets what it is made for. */
export const expression: Source = fc.oneof(
  { weight: 4, arbitrary: textExpression },
  { weight: 3, arbitrary: numberExpression },
  ordinalExpression,
  prettyExpression,
  jsonExpression,
  { weight: 2, arbitrary: listExpression },
  { weight: 2, arbitrary: dateExpression },
  { weight: 2, arbitrary: mixedExpression },
  { weight: 4, arbitrary: bareExpression },
);

// --------------------------------------------------------------- conditions

const comparison = pick('==', '!=', '<', '<=', '>', '>=', 'in', 'not in');
/** Of numbers and texts Python keeps some once and others twice: `is` asks only what has one identity. */
const identity = fc
  .tuple(pick('is', 'is not'), pick('None', 'True', 'False'))
  .map((parts) => parts.join(' '));
const operand = fc.oneof(
  { weight: 3, arbitrary: bareExpression },
  numberLiterals,
  pick('None', 'True', 'False', 'n|add:1', 's|length', 'l|length', 'when', 'day', 'm', 's|default:"x"'),
);
const clause = fc.oneof(
  operand,
  operand.map((one) => `not ${one}`),
  fc.tuple(operand, comparison, operand).map((parts) => parts.join(' ')),
  fc.tuple(operand, identity).map((parts) => parts.join(' ')),
);

export const condition: Source = fc.oneof(
  { weight: 3, arbitrary: clause },
  fc.tuple(clause, pick('and', 'or'), clause).map((parts) => parts.join(' ')),
  fc.tuple(clause, pick('and', 'or'), clause, pick('and', 'or'), clause).map((parts) => parts.join(' ')),
);
