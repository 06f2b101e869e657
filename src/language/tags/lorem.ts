import type { Expression } from '../../syntax/ast.js';
import { toInteger } from '../../values/numbers.js';
import { PENDING, type Value } from '../../values/value.js';
import { argumentsOf } from '../headers.js';
import type { Pass } from '../pass.js';
import { defineTag } from '../tag.js';

/** Cicero's text as printers have cut it since the sixteenth century; its words serve for the rest. */
const passage =
  'Lorem ipsum dolor sit amet, consectetur adipisicing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua. Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut aliquip ex ea commodo consequat. Duis aute irure dolor in reprehenderit in voluptate velit esse cillum dolore eu fugiat nulla pariatur. Excepteur sint occaecat cupidatat non proident, sunt in culpa qui officia deserunt mollit anim id est laborum.';
const words = passage.toLowerCase().replace(/[.,]/g, '').split(' ');
const opening = words.slice(0, 19);
const most = 10_000;

type Method = 'w' | 'p' | 'b';

export const loremTag = defineTag({
  name: 'lorem',
  library: 'built-in',
  doc: 'Placeholder text: a count, then w for words, p for HTML paragraphs or b for plain ones (the default). Begins with the usual passage unless random is given.',
  example: { template: '{% lorem 4 w %}', result: 'lorem ipsum dolor sit' },
  header: {
    shape: 'arguments',
    positional: { names: ['count', 'method', 'random'], min: 0, rest: true },
    named: 'none',
  },
  prints: true,
  captures: false,
  check(tag, checker) {
    if (read(argumentsOf(tag.header).positional) === undefined)
      checker.report('lorem-arguments', {}, tag.open);
  },
  compile(tag, compiler) {
    const use = read(argumentsOf(tag.header).positional);
    if (use === undefined) return () => '';
    const count = use.count && compiler.value(use.count, 'argument');
    return compiler.printText((pass) => {
      const wanted = count === undefined ? 1 : count(pass);
      return wanted === PENDING ? '' : text(howMany(wanted), use.method, use.common, pass);
    });
  },
});

interface Use {
  readonly count: Expression | undefined;
  readonly method: Method;
  readonly common: boolean;
}

/** `[count] [method] [random]`, each of which may be left out. */
function read(positional: readonly Expression[]): Use | undefined {
  const rest = [...positional];
  const common = wordOf(rest[rest.length - 1]) !== 'random';
  if (!common) rest.pop();
  const last = wordOf(rest[rest.length - 1]);
  const method = last === 'w' || last === 'p' || last === 'b' ? last : undefined;
  if (method !== undefined) rest.pop();
  return rest.length > 1 ? undefined : { count: rest[0], method: method ?? 'b', common };
}

const wordOf = (expression: Expression | undefined): string | undefined =>
  expression?.kind === 'variable' && expression.path.length === 1 ? expression.path[0].text : undefined;

const howMany = (value: Value): number => Math.min(toInteger(value) ?? 1, most);

function text(count: number, method: Method, common: boolean, pass: Pass): string {
  if (method === 'w') return wordsOf(count, common, pass).join(' ');
  const paragraphs = Array.from({ length: Math.max(0, count) }, (_, index) =>
    common && index === 0 ? passage : paragraph(pass),
  );
  for (const one of paragraphs) pass.charge(one.length);
  return method === 'p' ? paragraphs.map((one) => `<p>${one}</p>`).join('\n\n') : paragraphs.join('\n\n');
}

function wordsOf(count: number, common: boolean, pass: Pass): string[] {
  const out = common ? opening.slice(0, Math.max(0, count)) : [];
  while (out.length < count) out.push(any(pass));
  pass.charge(out.length);
  return out;
}

const any = (pass: Pass): string => words[Math.floor(pass.random() * words.length)] ?? 'lorem';
const between = (least: number, greatest: number, pass: Pass): number =>
  least + Math.floor(pass.random() * (greatest - least + 1));

function paragraph(pass: Pass): string {
  return Array.from({ length: between(1, 4, pass) }, () => sentence(pass)).join(' ');
}

function sentence(pass: Pass): string {
  const parts = Array.from({ length: between(1, 5, pass) }, () =>
    Array.from({ length: between(3, 12, pass) }, () => any(pass)).join(' '),
  );
  const line = parts.join(', ');
  return `${line.charAt(0).toUpperCase()}${line.slice(1)}${pass.random() < 0.5 ? '?' : '.'}`;
}
