import type { Tag } from '../../syntax/ast.js';
import { PENDING, type Value } from '../../values/value.js';
import { loopOf } from '../headers.js';
import { advanceLoop, elementsOf, startLoop } from '../loop.js';
import { type Pass, RenderFailure } from '../pass.js';
import { defineTag, type TagCompiler } from '../tag.js';

/** Sets the loop's names from one element. */
type Unpack = (pass: Pass, element: Value) => void;

export const forTag = defineTag({
  name: 'for',
  library: 'built-in',
  doc: 'Loops over a list, and prints the part under empty where there is nothing. Inside, forloop has counter, counter0, revcounter, revcounter0, first, last and parentloop. Several names unpack each element; reversed walks backwards. While the list waits for data neither part is printed.',
  example: [
    {
      template: '{% for item in items %}{{ forloop.counter }}. {{ item }} {% empty %}nothing{% endfor %}',
      context: { items: ['tea', 'milk'] },
      result: '1. tea 2. milk ',
    },
    {
      template: '{% for key, value in prices.items reversed %}{{ key }}={{ value }} {% endfor %}',
      context: { prices: { tea: 3, milk: 1 } },
      result: 'milk=1 tea=3 ',
    },
  ],
  header: { shape: 'loop' },
  body: { branches: [{ name: 'empty', header: { shape: 'none' }, last: true }] },
  binds: (tag) => [
    ...loopOf(tag.header).targets.map((target) => ({
      name: target.text,
      range: target,
      reach: 'body' as const,
      value: loopOf(tag.header).iterable,
      elements: true,
    })),
    { name: 'forloop', range: tag.nameRange, reach: 'body' },
  ],
  prints: false,
  captures: false,
  compile(tag, compiler) {
    const header = loopOf(tag.header);
    const iterable = compiler.value(header.iterable, 'test');
    return compiler.scope(() => {
      const unpack = compileUnpack(tag, compiler);
      const loopSlot = compiler.bind('forloop');
      const [main, empty] = tag.branches;
      // Several names are a scope of each turn, one name is a scope of the whole loop: Django's rule.
      const compileBody = () => compiler.body(main?.body ?? []);
      const body = header.targets.length > 1 ? compiler.scope(compileBody) : compileBody();
      const otherwise = compiler.body(empty?.body ?? []);
      const cost = compiler.cost(main?.body ?? []);
      return (pass) => {
        const value = iterable(pass);
        if (value === PENDING) return '';
        const elements = elementsOf(value) ?? notIterable(compiler, tag);
        const length = elements.length;
        if (length === 0) return otherwise(pass);
        const loop = startLoop(length, pass.slots[loopSlot]);
        pass.slots[loopSlot] = loop;
        let out = '';
        for (let index = 0; index < length; index++) {
          pass.charge(cost);
          advanceLoop(loop, index, length);
          unpack(pass, elements[header.reversed ? length - 1 - index : index]);
          out += body(pass);
          if (out.length > pass.maxOutput) pass.exceed('output');
        }
        return out;
      };
    });
  },
});

function compileUnpack(tag: Tag, compiler: TagCompiler): Unpack {
  const slots = loopOf(tag.header).targets.map((target) => compiler.bind(target.text));
  const [only] = slots;
  if (slots.length === 1 && only !== undefined) {
    return (pass, element) => {
      pass.slots[only] = element;
    };
  }
  return (pass, element) => {
    if (element === PENDING) {
      for (const slot of slots) pass.slots[slot] = PENDING;
      return;
    }
    const parts = element === null || element === undefined ? undefined : elementsOf(element);
    const count = parts?.length ?? 1;
    if (count !== slots.length) {
      const { targets, iterable } = loopOf(tag.header);
      throw new RenderFailure(
        () => compiler.diagnose('unpacking-mismatch', { names: targets.length, values: count }, iterable),
        `the loop has ${targets.length} names for ${count} values`,
      );
    }
    for (let i = 0; i < slots.length; i++) pass.slots[slots[i] as number] = parts?.[i];
  };
}

function notIterable(compiler: TagCompiler, tag: Tag): never {
  const { iterable } = loopOf(tag.header);
  throw new RenderFailure(
    () => compiler.diagnose('not-iterable', {}, iterable),
    'for needs a list, and this value is none',
  );
}
