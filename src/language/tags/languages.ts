import type { Tag } from '../../syntax/ast.js';
import { asText } from '../../values/kinds.js';
import { PENDING, type Value } from '../../values/value.js';
import { languageCode, noLanguage } from '../catalogues.js';
import { getterTag } from '../getter-tag.js';
import { clauseOf } from '../headers.js';
import { isFromRight, type LanguageInfo, languageInfo, languageName } from '../languages.js';
import { elementsOf } from '../loop.js';
import { type Evaluate, type Pass, RenderFailure } from '../pass.js';
import type { TagCompiler } from '../tag.js';

export const getCurrentLanguageTag = getterTag({
  name: 'get_current_language',
  library: 'i18n',
  doc: 'Keeps the code of the current language under a name: "pl", "pt-br".',
  example: {
    template: '{% language "pt-BR" %}{% get_current_language as code %}{{ code }}{% endlanguage %}',
    result: 'pt-br',
  },
  compile: () => (pass) => (pass.translator === noLanguage ? null : languageCode(pass.locale)),
});

export const getCurrentLanguageBidiTag = getterTag({
  name: 'get_current_language_bidi',
  library: 'i18n',
  doc: 'Keeps under a name whether the current language is written from right to left.',
  example: {
    template:
      '{% language "ar" %}{% get_current_language_bidi as bidi %}{{ bidi|yesno:"rtl,ltr" }}{% endlanguage %}',
    result: 'rtl',
  },
  compile: () => (pass) => pass.translator !== noLanguage && isFromRight(pass.locale),
});

export const getAvailableLanguagesTag = getterTag({
  name: 'get_available_languages',
  library: 'i18n',
  doc: 'Keeps under a name the languages that there are catalogues of (all that are known, where there are none): a list of codes and names, in the current language.',
  example: {
    template:
      '{% get_available_languages as languages %}{% for code, name in languages %}{{ code }} {{ name }} {% endfor %}',
    catalogues: { pl: {}, de: {} },
    result: 'pl Polish de German ',
  },
  compile: () => (pass) =>
    pass.languages.map((code) => [code, languageName(code, pass.locale) ?? code] as const),
});

export const getLanguageInfoTag = getterTag({
  name: 'get_language_info',
  library: 'i18n',
  doc: 'Keeps under a name what is known of a language: code, name, name_local, name_translated, bidi.',
  example: {
    template: '{% get_language_info for "pl" as l %}{{ l.name }} ({{ l.name_local }})',
    result: 'Polish (polski)',
  },
  asks: true,
  compile(tag, compiler) {
    const { asked, about } = asking(tag, compiler);
    return (pass) => {
      const code = asked(pass);
      return code === PENDING ? PENDING : about(code, pass);
    };
  },
});

export const getLanguageInfoListTag = getterTag({
  name: 'get_language_info_list',
  library: 'i18n',
  doc: 'As get_language_info, for a list of codes, or of pairs that begin with one.',
  example: {
    template:
      '{% get_language_info_list for codes as list %}{% for l in list %}{{ l.name_local }} {% endfor %}',
    context: { codes: ['pl', 'de'] },
    result: 'polski Deutsch ',
  },
  asks: true,
  compile(tag, compiler) {
    const { asked, about } = asking(tag, compiler);
    return (pass) => {
      const codes = asked(pass);
      if (codes === PENDING) return PENDING;
      return (elementsOf(codes) ?? []).map((one) => about(Array.isArray(one) ? one[0] : one, pass));
    };
  },
});

function asking(
  tag: Tag,
  compiler: TagCompiler,
): { readonly asked: Evaluate; readonly about: (code: Value, pass: Pass) => LanguageInfo } {
  const expression = clauseOf(tag.header, 'for', 'expression')?.expression;
  const asked: Evaluate = expression ? compiler.value(expression, 'argument') : () => undefined;
  const unknown = compiler.diagnose('unknown-language', { tag: tag.name }, expression ?? tag.open);
  return {
    asked,
    about(code, pass) {
      const info = languageInfo(asText(code) ?? '', pass.locale);
      if (info === undefined) throw new RenderFailure(() => unknown, unknown.message);
      return info;
    },
  };
}
