import type { Tag } from '../syntax/ast.js';
import { asName } from './headers.js';
import type { Binding } from './tag.js';

/** What a tag binds that keeps its value under `as NAME`, for what follows it. */
export function bindsName(tag: Tag): readonly Binding[] {
  const name = asName(tag.header);
  return name ? [{ name: name.text, range: name, reach: 'rest' }] : [];
}

/** The same of a data tag: the name stands for what it asks for. */
export const bindsData = (tag: Tag): readonly Binding[] =>
  bindsName(tag).map((binding) => ({ ...binding, data: true }));
