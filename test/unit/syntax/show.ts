import type { Clause, Condition, Expression, Header, NamedArgument, Node } from '../../../src/syntax/ast.js';

/** A tree as text, one short form for each kind of node. */
export const showNodes = (nodes: readonly Node[]): string => nodes.map(showNode).join(' ');

function showNode(node: Node): string {
  switch (node.kind) {
    case 'text':
      return JSON.stringify(node.text);
    case 'output':
      return `{${show(node.expression)}}`;
    case 'comment':
      return '#';
    case 'broken':
      return '!';
    case 'tag': {
      const close = node.branches.length > 0 && !node.close ? ' unclosed' : '';
      if (node.branches.length === 0) return `<${node.name}${showHeader(node.header)}>`;
      const parts = node.branches.map((branch) => {
        const body = showNodes(branch.body);
        return `${branch.name}${showHeader(branch.header)}:${body === '' ? '' : ` ${body}`}`;
      });
      return `<${parts.join(' | ')}${close}>`;
    }
  }
}

export function showHeader(header: Header): string {
  switch (header.shape) {
    case 'none':
      return '';
    case 'raw':
      return header.text === '' ? '' : ` ${header.text}`;
    case 'words':
      return ` ${header.words.map((word) => word.text).join(' ')}`;
    case 'condition':
      return ` ${show(header.condition)}`;
    case 'filters':
      return ` ${show(header.expression)}`;
    case 'loop': {
      const targets = header.targets.map((target) => target.text).join(',');
      return ` ${targets} in ${show(header.iterable)}${header.reversed ? ' reversed' : ''}`;
    }
    case 'arguments': {
      const { positional, named, clauses } = header;
      return [...positional.map(show), ...named.map(showNamed), ...clauses.map(showClause)]
        .map((part) => ` ${part}`)
        .join('');
    }
  }
}

const showNamed = ({ name, value }: NamedArgument): string =>
  value ? `${name.text}=${show(value)}` : `${name.text}=`;

function showClause(clause: Clause): string {
  switch (clause.kind) {
    case 'flag':
      return `[${clause.keyword}]`;
    case 'name':
      return `[${clause.keyword} ${clause.name.text}]`;
    case 'expression':
      return `[${clause.keyword} ${show(clause.expression)}]`;
    case 'bindings':
      return `[${clause.keyword} ${clause.bindings.map(showNamed).join(' ')}]`;
  }
}

export function show(node: Condition | Expression): string {
  switch (node.kind) {
    case 'string':
      return JSON.stringify(node.value);
    case 'number':
      return `#${node.text}`;
    case 'variable':
      return node.path.map((word) => word.text).join('.');
    case 'translated':
      return `_(${show(node.text)})`;
    case 'hole':
      return '□';
    case 'filtered':
      return `${show(node.input)}|${node.filter.text}${node.argument ? `:${show(node.argument)}` : ''}`;
    case 'not':
      return `(not ${show(node.operand)})`;
    case 'and':
    case 'or':
      return `(${show(node.left)} ${node.kind} ${show(node.right)})`;
    case 'comparison':
      return `(${show(node.left)} ${node.operator} ${show(node.right)})`;
  }
}
