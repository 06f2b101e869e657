import { SafeText } from '../../values/safe-text.js';
import type { FilterRuntime } from '../../values/settings.js';
import { toText } from '../../values/text.js';
import type { Value } from '../../values/value.js';
import { defineFilter, type FilterDefinition, type FilterSite } from '../filter.js';
import { isSafeHtml, markedUpAs } from './conditional-escape.js';
import { wantsWhole } from './literal-arguments.js';
import { urlize as urlizeText } from './urlize.js';
import { wholeArgument } from './whole-argument.js';

const facts = {
  library: 'built-in',
  input: 'any',
  result: 'text',
  paths: 'text',
  output: 'html',
  pure: true,
} as const;

function link(value: Value, runtime: FilterRuntime, site: FilterSite, limit?: number): SafeText {
  const text = toText(value, runtime);
  runtime.charge(text.length * 4);
  return new SafeText(
    urlizeText(text, {
      safe: isSafeHtml(value),
      autoescape: site.autoescape,
      lossy: site.django,
      ...(limit !== undefined && { limit }),
    }),
    markedUpAs(site),
  );
}

const urlize = defineFilter({
  name: 'urlize',
  doc:
    'Converts URLs and e-mail addresses in plain text into clickable links, with rel="nofollow". It knows ' +
    'http://, https:// and www. links, and names under .com, .edu, .gov, .int, .mil, .net and .org; ' +
    'punctuation around them stays outside.',
  example: {
    template: '{{ note|urlize }}',
    context: { note: 'Check out www.example.com.' },
    result: 'Check out <a href="http://www.example.com" rel="nofollow">www.example.com</a>.',
  },
  ...facts,
  apply: (value, _argument, runtime, site) => link(value, runtime, site),
});

const urlizetrunc = defineFilter({
  name: 'urlizetrunc',
  doc: 'Converts URLs and e-mail addresses into clickable links, like urlize, but shows at most the given number of characters of each.',
  example: {
    template: '{{ note|urlizetrunc:15 }}',
    context: { note: 'Check out www.example.com/shoes' },
    result: 'Check out <a href="http://www.example.com/shoes" rel="nofollow">www.example.co…</a>',
  },
  ...facts,
  argument: { name: 'length', type: 'number', required: true, doubt: wantsWhole },
  apply: (value, argument, runtime, site) =>
    link(value, runtime, site, wholeArgument(argument, 'urlizetrunc')),
});

/** Addresses that become links. */
export const links: readonly FilterDefinition[] = [urlize, urlizetrunc];
