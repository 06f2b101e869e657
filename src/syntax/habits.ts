import { spaced } from './damage.js';
import { parses } from './inside.js';
import { matchAt, type Recogniser, type Scan, stringEnd } from './scan.js';
import { delimiterPair } from './split.js';

const conditionOperator = /&&|\|\||===|!==|==|!=|<=|>=|<>|<|>|=|!/y;

const betterOperator: ReadonlyMap<string, string> = new Map([
  ['&&', 'and'],
  ['||', 'or'],
  ['===', '=='],
  ['!==', '!='],
  ['<>', '!='],
  ['!', 'not'],
]);

/** `&&`, `||`, `!x`, `=`, `===` in a condition, and operators without spaces. */
const operators: Recogniser = (scan, at) => {
  if (scan.subject.kind !== 'condition') return undefined;
  const match = matchAt(conditionOperator, scan.text, at);
  if (!match) return undefined;
  const [operator] = match;
  const end = at + operator.length;
  const better = betterOperator.get(operator) ?? (operator === '=' ? '==' : operator);
  const replacement = spaced(scan.text, at, end, better);
  const change = [{ start: at, end, text: replacement }];
  if (operator === '=') scan.note('equals-in-condition', {}, at, end, change);
  else if (better !== operator) scan.note('foreign-operator', { operator, better }, at, end, change);
  else if (replacement !== operator) scan.note('operator-spaces', { operator }, at, end, change);
  return end;
};

const wordPattern = /[\p{L}\p{N}_.]+/uy;
const simpleOperand = /\s*(?:"[^"\\]*"|'[^'\\]*'|[+-]?[\p{L}\p{N}_.]+)(?=\s*(?:$|[-+*/%)]|\bor\b))/uy;

/** Words that other languages write otherwise: `AND`, `of` in a loop, `or` in an output. */
const words: Recogniser = (scan, at) => {
  const match = matchAt(wordPattern, scan.text, at);
  if (!match) return undefined;
  const [word] = match;
  const end = at + word.length;
  const lower = word.toLowerCase();
  const { kind } = scan.subject;
  if (kind === 'condition' && lower !== word && ['and', 'or', 'not', 'in', 'is'].includes(lower)) {
    scan.note('foreign-operator', { operator: word, better: lower }, at, end, [
      { start: at, end, text: lower },
    ]);
  } else if (
    kind === 'loop' &&
    ['of', 'from', 'IN', 'In'].includes(word) &&
    at > 0 &&
    !/\sin\s/.test(scan.text)
  ) {
    scan.note('loop-of', { word }, at, end, [{ start: at, end, text: 'in' }]);
  } else if (
    kind === 'loop' &&
    /^\s+(?!in\b|of\b|reversed\b)[\p{L}_]/u.test(scan.text.slice(end)) &&
    beforeIn(scan, end)
  ) {
    scan.note('missing-comma', {}, at, end, [{ start: end, end, text: ',' }]);
  } else if (kind === 'output' && word === 'or') fallback(scan, at, end);
  return end;
};

/** `a or "b"`, `a || "b"` in an output. */
function fallback(scan: Scan, at: number, end: number): void {
  const start = scan.text.slice(0, at).trimEnd().length;
  const after = scan.text.length - scan.text.slice(end).trimStart().length;
  const simple = start > 0 && matchAt(simpleOperand, scan.text, after) !== null;
  const word = scan.text.slice(at, end);
  scan.note('or-in-output', { word }, at, end, simple ? [{ start, end: after, text: '|default:' }] : []);
}

const doubleBar: Recogniser = (scan, at) => {
  if (scan.subject.kind !== 'output' || !scan.text.startsWith('||', at)) return undefined;
  fallback(scan, at, at + 2);
  return at + 2;
};

function beforeIn(scan: Scan, at: number): boolean {
  const match = /\sin\s/.exec(scan.text);
  return match !== null && at < match.index;
}

const looseColon = /\s*:\s*/y;

/** `default: "x"`, `default :"x"`. */
const colon: Recogniser = (scan, at) => {
  const match = matchAt(looseColon, scan.text, at);
  if (!match || at === 0) return undefined;
  const end = at + match[0].length;
  if (end === scan.text.length) {
    scan.note('unexpected-text', { text: ':', help: 'delete it' }, at, end, [{ start: at, end, text: '' }]);
  } else if (match[0] !== ':') {
    const before = /[\p{L}\p{N}_.]*$/u.exec(scan.text.slice(0, at))?.[0] ?? '';
    // `with n: 1`: what stands before is no filter but a name of its own.
    if (
      !scan.text
        .slice(0, at - before.length)
        .trimEnd()
        .endsWith('|')
    ) {
      const help = 'a name gets its value by "=", with no space next to it';
      scan.note('unexpected-text', { text: ':', help }, at, end, [{ start: at, end, text: '=' }]);
      return end;
    }
    const after = /^(?:"[^"]*"|'[^']*'|[^\s|]+)/.exec(scan.text.slice(end))?.[0] ?? '';
    scan.note('space-at-colon', { better: `${before}:${after}` }, at, end, [{ start: at, end, text: ':' }]);
  }
  return end;
};

/** `|default("x")`, `list.items()`. */
const call: Recogniser = (scan, at) => {
  if (scan.text.charAt(at) !== '(') return undefined;
  const callee = /(\|\s*)?([\p{L}\p{N}_.]+)$/u.exec(scan.text.slice(0, at));
  if (!callee || ['and', 'or', 'not', 'in', '_'].includes(callee[2] ?? '')) return undefined;
  const close = closing(scan.text, at);
  if (close === undefined) return undefined;
  const content = scan.text.slice(at + 1, close);
  const argument = content.trim();
  if (argument === '') {
    scan.note('call-syntax', { better: callee[2] ?? '' }, at, close + 1, [
      { start: at, end: close + 1, text: '' },
    ]);
  } else if (
    callee[1] !== undefined &&
    parses('output', `x|f:${argument}`, scan.django) &&
    !argument.includes('|')
  ) {
    const better = `|${callee[2]}:${argument}`;
    scan.note('call-syntax', { better }, at, close + 1, [
      { start: at, end: close + 1, text: `:${argument}` },
    ]);
  } else scan.note('call-syntax', { better: '' }, at, close + 1);
  return close + 1;
};

/** Where the parenthesis at `at` closes, quoted strings passed over. */
function closing(text: string, at: number): number | undefined {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === '"' || character === "'") i = (stringEnd(text, i) ?? text.length) - 1;
    else if (character === '(') depth++;
    else if (character === ')' && --depth === 0) return i;
  }
  return undefined;
}

const brackets = /\[\s*(?:(\d+)|"([\p{L}\p{N}_]+)"|'([\p{L}\p{N}_]+)'|[^\]]*)\s*\]/uy;

/** `list[0]`, `deal["name"]`. */
const subscript: Recogniser = (scan, at) => {
  const match = matchAt(brackets, scan.text, at);
  if (!match || at === 0) return undefined;
  const end = at + match[0].length;
  const member = match[1] ?? match[2] ?? match[3];
  const before = /[\p{L}\p{N}_.]*$/u.exec(scan.text.slice(0, at))?.[0] ?? '';
  const changes = member === undefined ? [] : [{ start: at, end, text: `.${member}` }];
  scan.note('subscript', { better: member === undefined ? '' : `${before}.${member}` }, at, end, changes);
  return end;
};

const arithmeticOperator = /\s*([-+*/%])\s*/y;
const arithmeticFilter: ReadonlyMap<string, string> = new Map([
  ['+', 'add'],
  ['-', 'sub'],
  ['*', 'mul'],
  ['/', 'div'],
  ['%', 'mod'],
]);

/** `a + b`: as filters, where the order of the operations stays what it was. */
const arithmetic: Recogniser = (scan, at) => {
  const { kind } = scan.subject;
  if (kind === 'loop' || kind === 'words' || at === 0) return undefined;
  const match = matchAt(arithmeticOperator, scan.text, at);
  const operator = match?.[1];
  const filter = operator === undefined ? undefined : arithmeticFilter.get(operator);
  if (!match || operator === undefined || filter === undefined) return undefined;
  const end = at + match[0].length;
  // `first-name` is rather a name than a difference.
  if (operator === '-' && !/\s$/.test(match[0])) return undefined;
  const mixed = /\s[-+]\s|\+/.test(scan.text) && /[*/%]/.test(scan.text);
  const simple = !mixed && !scan.text.includes('(') && matchAt(simpleOperand, scan.text, end) !== null;
  const inner =
    kind === 'condition' || kind === 'arguments' ? matchAt(operandInTag, scan.text, end) !== null : simple;
  const changes = inner && !mixed ? [{ start: at, end, text: `|${filter}:` }] : [];
  scan.note('arithmetic', { operator, filter }, at, end, changes);
  return end;
};

const operandInTag = /(?:"[^"\\]*"|'[^'\\]*'|[+-]?[\p{L}\p{N}_.]+)(?=\s|$|\))/uy;

const comma = /\s*,\s*/y;
const spacedEquals = /\s+=\s*|=\s+/y;

/** `a=1, b=2` and `a = 1` among arguments. */
const separators: Recogniser = (scan, at) => {
  if (scan.subject.kind !== 'arguments') return undefined;
  const found = matchAt(comma, scan.text, at);
  if (found) {
    const end = at + found[0].length;
    scan.note('comma-between-arguments', {}, at, end, [
      { start: at, end, text: end === scan.text.length ? '' : ' ' },
    ]);
    return end;
  }
  const match = matchAt(spacedEquals, scan.text, at);
  if (!match || at === 0) return undefined;
  const end = at + match[0].length;
  const before = /[\p{L}\p{N}_]*$/u.exec(scan.text.slice(0, at))?.[0] ?? '';
  const after = /^(?:"[^"]*"|'[^']*'|\S+)/.exec(scan.text.slice(end))?.[0] ?? '';
  scan.note('spaces-at-equals', { better: `${before}=${after}` }, at, end, [{ start: at, end, text: '=' }]);
  return end;
};

export const habits: readonly Recogniser[] = [
  doubleBar,
  operators,
  separators,
  words,
  colon,
  call,
  subscript,
  arithmetic,
];

/** Habits that show only in the output as a whole: `x ? a : b`. */
export function wholeHabits(scan: Scan): boolean {
  if (scan.subject.kind !== 'output') return false;
  const question = outside(scan.text, '?', 0);
  if (question === undefined) return false;
  const colonAt = outside(scan.text, ':', question);
  const condition = scan.text.slice(0, question).trim();
  const yes = scan.text.slice(question + 1, colonAt).trim();
  const no = colonAt === undefined ? '' : scan.text.slice(colonAt + 1).trim();
  const readable =
    parses('condition', condition, scan.django) &&
    parses('output', yes, scan.django) &&
    parses('output', no, scan.django);
  const { markup } = scan.subject;
  const tag = delimiterPair('tag', markup.style);
  const output = delimiterPair('output', markup.style);
  const put = (text: string): string => `${output.opener} ${text} ${output.closer}`;
  const inTag = (text: string): string => `${tag.opener} ${text} ${tag.closer}`;
  const text = `${inTag(`if ${condition}`)}${put(yes)}${inTag('else')}${put(no)}${inTag('endif')}`;
  const whole = { start: markup.start - scan.base, end: markup.end - scan.base, text };
  scan.note('ternary', {}, question, question + 1, readable && colonAt !== undefined ? [whole] : []);
  return true;
}

/** The first `character` from `from` on that stands in no quoted string. */
function outside(text: string, character: string, from: number): number | undefined {
  for (let i = from; i < text.length; i++) {
    const here = text.charAt(i);
    if (here === '"' || here === "'") i = (stringEnd(text, i) ?? text.length) - 1;
    else if (here === character) return i;
  }
  return undefined;
}
