import type { Tag } from '../syntax/ast.js';
import { bindsName } from './bindings.js';
import type { Example } from './filter.js';
import { asName } from './headers.js';
import type { Evaluate } from './pass.js';
import { defineTag, type TagCompiler, type TagDefinition } from './tag.js';

export interface Getter {
  readonly name: string;
  readonly library: string;
  readonly doc: string;
  readonly example: Example;
  /** It is asked of something: `{% get_language_info for code as info %}`. */
  readonly asks?: boolean;
  readonly compile: (tag: Tag, compiler: TagCompiler) => Evaluate;
}

/** A tag that only gives a name a value: `{% get_current_language as NAME %}`. */
export function getterTag({ asks, compile, ...facts }: Getter): TagDefinition {
  return defineTag({
    ...facts,
    header: {
      shape: 'arguments',
      named: 'none',
      clauses: {
        ...(asks && { for: { takes: 'expression', required: true } }),
        as: { takes: 'name', required: true, last: true },
      },
    },
    binds: bindsName,
    prints: false,
    captures: false,
    compile(tag, compiler) {
      const value = compile(tag, compiler);
      const slot = compiler.bind(asName(tag.header)?.text ?? '');
      return (pass) => {
        pass.slots[slot] = value(pass);
        return '';
      };
    },
  });
}
