import type { ClauseSyntax } from './tag-syntax.js';

/** How a clause reads, for the help of a diagnostic. */
export function clauseExample(keyword: string, syntax: ClauseSyntax): string {
  switch (syntax.takes) {
    case 'name':
      return `${keyword} name`;
    case 'bindings':
      return `${keyword} name=value`;
    case 'expression':
      return `${keyword} value`;
    case 'flag':
      return keyword;
  }
}
