import type { Tag } from '../syntax/ast.js';
import { argumentsOf } from './headers.js';
import { literalOf } from './literals.js';
import type { TagChecker } from './tag.js';

/**
 * The name of the template that another one names: one that begins with `./` or `../` is meant from the
 * place of the template that it stands in, as in Django.
 *
 * @param from the name of the template that `name` stands in
 * @returns undefined where it leads out of the templates
 * @example resolveTemplateName('../base.html', 'mail/order.html') // 'base.html'
 */
export function resolveTemplateName(name: string, from: string): string | undefined {
  if (!name.startsWith('./') && !name.startsWith('../')) return name;
  const parts = from
    .split('/')
    .slice(0, -1)
    .filter((part) => part !== '');
  for (const part of name.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** Reports a written name that leads out of the templates, or that makes a template extend itself. */
export function checkTemplateName(tag: Tag, checker: TagChecker): void {
  const [expression] = argumentsOf(tag.header).positional;
  const name = expression && literalOf(expression)?.value;
  if (expression === undefined || typeof name !== 'string') return;
  const { name: own } = checker.source;
  const resolved = resolveTemplateName(name, own);
  if (resolved === undefined) checker.report('template-outside', { name }, expression);
  else if (tag.name === 'extends' && resolved === own && resolved !== name) {
    checker.report('extends-cycle', { chain: [own, own] }, expression);
  }
}
