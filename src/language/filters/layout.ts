import { countCodePoints } from '../../values/code-points.js';
import { defineFilter, type FilterDefinition, FilterError } from '../filter.js';
import { wantsPositive, wantsWhole } from './literal-arguments.js';
import { wholeArgument, widthArgument } from './whole-argument.js';
import { wrapWords } from './word-wrap.js';

const width = { name: 'width', type: 'number', required: true, doubt: wantsWhole } as const;

const facts = {
  library: 'built-in',
  input: 'text',
  argument: width,
  result: 'text',
  paths: 'text',
  output: 'same',
  pure: true,
} as const;

/** The spaces that bring a text to its width: none where it is that wide already. */
const spacesFor = (text: string, wide: number): number => Math.max(0, wide - countCodePoints(text));

const center = defineFilter({
  name: 'center',
  doc: 'Centers the value in a field of a given width, at most 10,000.',
  example: { template: '[{{ name|center:"15" }}]', context: { name: 'Django' }, result: '[     Django    ]' },
  ...facts,
  apply(value, argument, runtime) {
    const text = String(value);
    const wide = widthArgument(argument, 'center');
    const missing = spacesFor(text, wide);
    runtime.charge(text.length + missing);
    // As Python: of an odd number of spaces the left side gets the greater part where the width is odd.
    const left = Math.floor(missing / 2) + (missing & wide & 1);
    return ' '.repeat(left) + text + ' '.repeat(missing - left);
  },
});

const ljust = defineFilter({
  name: 'ljust',
  doc: 'Left-aligns the value in a field of a given width, at most 10,000.',
  example: { template: '[{{ name|ljust:"10" }}]', context: { name: 'Django' }, result: '[Django    ]' },
  ...facts,
  apply(value, argument, runtime) {
    const text = String(value);
    const missing = spacesFor(text, widthArgument(argument, 'ljust'));
    runtime.charge(text.length + missing);
    return text + ' '.repeat(missing);
  },
});

const rjust = defineFilter({
  name: 'rjust',
  doc: 'Right-aligns the value in a field of a given width, at most 10,000.',
  example: { template: '[{{ name|rjust:"10" }}]', context: { name: 'Django' }, result: '[    Django]' },
  ...facts,
  apply(value, argument, runtime) {
    const text = String(value);
    const missing = spacesFor(text, widthArgument(argument, 'rjust'));
    runtime.charge(text.length + missing);
    return ' '.repeat(missing) + text;
  },
});

const wordwrap = defineFilter({
  name: 'wordwrap',
  doc: 'Wraps words at the given line length. Words longer than a line stay whole; line breaks that are there stay.',
  example: {
    template: '{{ note|wordwrap:5 }}',
    context: { note: 'Joel is a slug' },
    result: 'Joel\nis a\nslug',
  },
  ...facts,
  argument: { ...width, doubt: wantsPositive },
  apply(value, argument, runtime) {
    const text = String(value);
    const wide = wholeArgument(argument, 'wordwrap');
    if (wide < 1 && text !== '') throw new FilterError('"wordwrap" wants a line length of at least 1');
    runtime.charge(text.length * (text.includes('\t') ? 8 : 1));
    return wrapWords(text, wide);
  },
});

/** Text in columns and lines. */
export const layout: readonly FilterDefinition[] = [center, ljust, rjust, wordwrap];
