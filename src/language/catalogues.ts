import { intlLocale, remembered } from '../values/locale.js';
import { localeFacts } from '../values/locale-facts.js';
import { type PluralRule, pluralRule } from './plural-forms.js';

/**
 * The messages of one language: what stands in templates, and its translation; for a message with a plural
 * the forms of its translation, by the singular. A context stands before the message and U+0004. The empty
 * message holds gettext's header, whose `Plural-Forms` tells which form a number takes; without it the
 * forms are in the order of Unicode's categories for the language (one, few, many; one, other).
 *
 * @example { 'Thank you': 'Dziękuję', '%(n)s item': ['%(n)s rzecz', '%(n)s rzeczy', '%(n)s rzeczy'] }
 */
export type Messages = Readonly<Record<string, string | readonly string[]>>;

/** Messages in the language of one place of a render. A message without a translation is itself. */
export interface Translator {
  text(message: string, context?: string): string;
  plural(singular: string, plural: string, count: number, context?: string): string;
}

/** What stands between a context and its message: gettext's. */
export const contextSeparator = '\u0004';

interface Catalogue {
  readonly messages: ReadonlyMap<string, string | readonly string[]>;
  readonly rule: PluralRule;
}

/** The catalogues of an engine. */
export class Catalogues {
  /** The languages that have one, as Django writes them: `pl`, `pt-br`; all that are known where none has. */
  readonly languages: readonly string[];
  /** Those that have one. */
  readonly translated: readonly string[];
  /** The translator for a locale. A regional one falls back to its language: pt-BR, pt, the message itself. */
  readonly of: (locale: string) => Translator;

  /**
   * @param byLanguage by code: `pl`, `pt-BR`, `pt_BR`
   * @throws {TypeError} for what is no catalogue
   */
  constructor(byLanguage: Readonly<Record<string, Messages>> = {}) {
    const known = new Map<string, Catalogue>();
    for (const [language, messages] of Object.entries(byLanguage)) {
      known.set(languageCode(language), catalogue(language, messages));
    }
    this.translated = [...known.keys()];
    this.languages = known.size > 0 ? [...known.keys()] : Object.keys(localeFacts);
    this.of = remembered((locale) => {
      const chain = fallbacks(languageCode(locale)).flatMap((code) => known.get(code) ?? []);
      return chain.length === 0 ? untranslated : new Chain(chain);
    });
  }
}

/** `pt_BR` and `pt-BR` are `pt-br`: how Django calls a language in templates. */
export const languageCode = (locale: string): string => locale.replace(/[_@]/g, '-').toLowerCase();

/** No code is longer; what is comes from data and names no language. */
const longestCode = 100;

/** `zh-tw`, `zh-hant`, `zh`. */
function fallbacks(code: string): readonly string[] {
  if (code.length > longestCode) return [];
  const codes = [code];
  for (let at = code.lastIndexOf('-'); at > 0; at = code.lastIndexOf('-', at - 1))
    codes.push(code.slice(0, at));
  const base = codes.pop() ?? code;
  return [...codes, scriptCode(code) ?? base, base];
}

/** A language with its usual script, which is how catalogues of Chinese or Serbian are called. */
function scriptCode(code: string): string | undefined {
  try {
    const { language, script } = new Intl.Locale(code).maximize();
    return script === undefined ? undefined : `${language}-${script}`.toLowerCase();
  } catch {
    return undefined;
  }
}

function catalogue(language: string, messages: Messages): Catalogue {
  const entries = Object.entries(messages);
  const wrong = entries.find(([, translation]) => !isTranslation(translation));
  if (wrong !== undefined) {
    throw new TypeError(`the catalogue for "${language}" has no text or list of texts for "${wrong[0]}"`);
  }
  const header = messages[''];
  const forms = typeof header === 'string' ? /^plural-forms:(.*)$/im.exec(header)?.[1] : undefined;
  const rule = forms === undefined ? unicodeRule(language) : pluralRule(forms);
  if (rule === undefined) {
    throw new TypeError(
      `the catalogue for "${language}" has Plural-Forms that cannot be read:${forms ?? ''}`,
    );
  }
  return { messages: new Map(entries.filter(([message]) => message !== '')), rule };
}

const isTranslation = (translation: unknown): boolean =>
  typeof translation === 'string' ||
  (Array.isArray(translation) && translation.every((form) => typeof form === 'string'));

/** The forms in the order of Unicode's categories, as far as small whole numbers use them: gettext's order too. */
function unicodeRule(language: string): PluralRule {
  const rules = new Intl.PluralRules(intlLocale(language));
  const used = new Set(Array.from({ length: 201 }, (_, n) => rules.select(n)));
  const order = (['zero', 'one', 'two', 'few', 'many', 'other'] as const).filter((one) => used.has(one));
  return (count) => {
    const form = order.indexOf(rules.select(count));
    return form < 0 ? order.length - 1 : form;
  };
}

class Chain implements Translator {
  constructor(readonly catalogues: readonly Catalogue[]) {}

  text(message: string, context?: string): string {
    const plain = withoutReturns(message);
    const translation = this.#find(keyOf(plain, context));
    return translation ?? (context === undefined ? plain : message);
  }

  plural(singular: string, plural: string, count: number, context?: string): string {
    const key = keyOf(singular, context);
    for (const { messages, rule } of this.catalogues) {
      const forms = messages.get(key);
      const form = Array.isArray(forms) ? forms[rule(count)] : undefined;
      if (form) return form;
    }
    if (context !== undefined) return this.plural(singular, plural, count);
    return untranslated.plural(singular, plural, count);
  }

  #find(key: string): string | undefined {
    for (const { messages, rule } of this.catalogues) {
      const found = messages.get(key);
      const translation = typeof found === 'string' ? found : found?.[rule(1)];
      if (translation) return translation;
    }
    return undefined;
  }
}

const keyOf = (message: string, context: string | undefined): string =>
  context === undefined ? message : context + contextSeparator + message;

const withoutReturns = (text: string): string => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);

/** Every message as it stands. */
export const untranslated: Translator = {
  text: (message, context) => (context === undefined ? withoutReturns(message) : message),
  plural: (singular, plural, count) => (count === 1 ? singular : plural),
};

/** The translator where a template turned translation off. */
export const noLanguage: Translator = { ...untranslated };
