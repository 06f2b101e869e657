import { asText } from '../../values/kinds.js';
import { defineFilter, type FilterDefinition, FilterError } from '../filter.js';
import { type LanguageInfo, languageInfo } from '../languages.js';

/** A filter that gives one fact of the language whose code it gets. */
function languageFilter(
  name: string,
  doc: string,
  result: string,
  fact: (info: LanguageInfo) => string | boolean,
): FilterDefinition {
  return defineFilter({
    name,
    doc,
    example: { template: `{{ "pl"|${name} }}`, result },
    library: 'i18n',
    input: 'any',
    result: 'any',
    paths: 'text',
    output: 'text',
    pure: name !== 'language_name_translated',
    apply(value, _, runtime) {
      const info = languageInfo(asText(value) ?? '', runtime.locale);
      if (info === undefined) throw new FilterError('no language has this code');
      return fact(info);
    },
  });
}

/** Facts of languages, by their codes. */
export const languageFilters: readonly FilterDefinition[] = [
  languageFilter(
    'language_name',
    'The English name of the language with this code.',
    'Polish',
    (info) => info.name,
  ),
  languageFilter(
    'language_name_local',
    'The name of the language with this code, in the language itself.',
    'polski',
    (info) => info.name_local,
  ),
  languageFilter(
    'language_name_translated',
    'The name of the language with this code, in the language of the message.',
    'Polish',
    (info) => info.name_translated,
  ),
  languageFilter(
    'language_bidi',
    'Whether the language with this code is written from right to left.',
    'False',
    (info) => info.bidi,
  ),
];
