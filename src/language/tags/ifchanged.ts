import { equals } from '../../values/compare.js';
import { PENDING, type Value } from '../../values/value.js';
import { argumentsOf } from '../headers.js';
import { loopMemory } from '../loop.js';
import type { Pass } from '../pass.js';
import { defineTag } from '../tag.js';

export const ifchangedTag = defineTag({
  name: 'ifchanged',
  library: 'built-in',
  doc: 'Prints its body when it has changed since the last time round the loop: the body itself, or the values that are given. The part under else is for when it has not.',
  example: {
    template: '{% for day in days %}{% ifchanged %}{{ day }} {% endifchanged %}{% endfor %}',
    context: { days: ['Mon', 'Mon', 'Tue'] },
    result: 'Mon Tue ',
  },
  header: { shape: 'arguments', positional: { names: ['value'], min: 0, rest: true }, named: 'none' },
  body: { branches: [{ name: 'else', header: { shape: 'none' }, last: true }] },
  prints: false,
  captures: true,
  compile(tag, compiler) {
    const values = argumentsOf(tag.header).positional.map((value) => compiler.value(value, 'test'));
    const body = compiler.body(tag.branches[0]?.body ?? []);
    const otherwise = compiler.body(tag.branches[1]?.body ?? []);
    const loopSlot = compiler.slot('forloop');
    const changed = (pass: Pass, now: Value): boolean => {
      const loop = pass.slots[loopSlot];
      const memory =
        typeof loop === 'object' && loop !== null
          ? loopMemory(loop)
          : pass.memory(tag, () => new Map<object, unknown>());
      if (memory.has(tag) && equals(memory.get(tag), now, pass)) return false;
      memory.set(tag, now);
      return true;
    };
    if (values.length === 0) {
      // Where the body prints nothing Django runs it once more, which moves a cycle in it on.
      const again = compiler.site.django ? body : () => '';
      return (pass) => {
        const text = body(pass);
        // What it will print is not known yet.
        if (pass.waiting) return '';
        return changed(pass, text) ? text || again(pass) : otherwise(pass);
      };
    }
    return (pass) => {
      const now = values.map((value) => value(pass));
      if (now.includes(PENDING)) return '';
      return changed(pass, now) ? body(pass) : otherwise(pass);
    };
  },
});
