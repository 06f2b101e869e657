import { asText } from '../../values/kinds.js';
import { PENDING } from '../../values/value.js';
import { positional } from '../headers.js';
import { RenderFailure } from '../pass.js';
import { defineTag } from '../tag.js';

export const languageTag = defineTag({
  name: 'language',
  library: 'i18n',
  doc: 'Renders its body in another language: messages are translated into it, numbers and dates written its way. None is no language: messages as they stand.',
  example: {
    template: '{% language "pl" %}{% translate "Thank you" %}{% endlanguage %}, {% translate "Thank you" %}',
    catalogues: { pl: { 'Thank you': 'Dziękuję' } },
    result: 'Dziękuję, Thank you',
  },
  header: { shape: 'arguments', positional: { names: ['language'], min: 1 }, named: 'none' },
  body: {},
  prints: false,
  captures: false,
  compile(tag, compiler) {
    const language = compiler.value(positional(tag.header, 0), 'argument');
    const body = compiler.body(tag.branches[0]?.body ?? []);
    const what = { tag: 'language', what: 'the code of a language' };
    const refused = compiler.diagnose('text-wanted', what, positional(tag.header, 0));
    return (pass) => {
      const value = language(pass);
      if (value === PENDING) return '';
      if (value === null) return pass.within({ locale: null }, body);
      const locale = value === undefined ? '' : asText(value);
      if (locale === undefined) throw new RenderFailure(() => refused, refused.message);
      return locale === '' ? body(pass) : pass.within({ locale }, body);
    };
  },
});
