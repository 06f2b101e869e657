import type { Tag } from '../syntax/ast.js';
import { type Encoding, isHtml, SafeText } from '../values/safe-text.js';
import { PENDING, type Value } from '../values/value.js';
import { escapedAs } from './filters/conditional-escape.js';
import { asName } from './headers.js';
import type { Emit, Evaluate } from './pass.js';
import type { Binding, TagCompiler } from './tag.js';

/** What a tag binds that keeps its value under `as NAME`, for what follows it. */
export function bindsName(tag: Tag): readonly Binding[] {
  const name = asName(tag.header);
  return name ? [{ name: name.text, range: name, reach: 'rest' }] : [];
}

/** The same of a data tag: the name stands for what it asks for. */
export const bindsData = (tag: Tag): readonly Binding[] =>
  bindsName(tag).map((binding) => ({ ...binding, data: true }));

/**
 * Prints a value, or keeps what would be printed under the tag's `as NAME`; the value is worked out once
 * either way. What is kept is escaped already, as Django keeps it; but for a chat channel, whose escaping depends on
 * where it is printed.
 */
export function printOrBind(tag: Tag, compiler: TagCompiler, value: Evaluate): Emit {
  const name = asName(tag.header);
  if (name === undefined) return compiler.print(value);
  let found: Value;
  const print = plainly(compiler, () => compiler.print(() => found));
  const slot = compiler.bind(name.text);
  const escaped = compiler.site.autoescape;
  const as = escapedAs(compiler.site);
  return (pass) => {
    found = value(pass);
    const text = print(pass);
    pass.slots[slot] = found === PENDING ? PENDING : escaped ? new SafeText(text, keptAs(found, as)) : text;
    return '';
  };
}

const keptAs = (found: Value, escaped: Encoding): Encoding =>
  found instanceof SafeText && isHtml(found.encoding) ? found.encoding : escaped;

/** Compiles what a tag keeps as a value: in a chat channel without escaping, which comes when it is printed. */
export function plainly(compiler: TagCompiler, build: () => Emit): Emit {
  return compiler.site.markup === undefined ? build() : compiler.escaping(false, build);
}
