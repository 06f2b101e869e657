import { expect, test } from 'vitest';
import { CommandLine } from '../../../src/cli/command-line.js';

const highlighted = (argv: string[], argument: string, option?: string) => {
  const { source, range } = new CommandLine(argv).at(argument, option);
  return source.text.slice(range.start, range.end);
};

test('shows arguments as a shell would take them', () => {
  const { source } = new CommandLine(['render', 'a b.html', '--to', "it's", '--strict=all', '']);
  expect(source.text).toBe(`snippetry render 'a b.html' --to 'it'\\''s' --strict=all ''`);
});

test('never shows what follows the scheme of an address', () => {
  const { source } = new CommandLine([
    'render',
    '--data',
    'postgres://me:secret@host/db',
    '--data=mysql://me:pw@h',
  ]);
  expect(source.text).toBe('snippetry render --data postgres://… --data=mysql://…');
});

test('finds an argument after its option, or joined to it', () => {
  expect(highlighted(['render', 'x', '--to', 'x'], 'x', '--to')).toBe('x');
  expect(highlighted(['render', '--now=12'], '12', '--now')).toBe('--now=12');
  expect(highlighted(['render'], 'y')).toBe('');
});
