import { intlLocale, remembered } from '../values/locale.js';
import { languageCode } from './catalogues.js';

/** What a template may know of a language: Django's `get_language_info`. */
export interface LanguageInfo {
  /** Written from right to left. */
  readonly bidi: boolean;
  readonly code: string;
  /** In English. */
  readonly name: string;
  /** In the language itself. */
  readonly name_local: string;
  /** In the language of the place. */
  readonly name_translated: string;
}

const fromRight = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** Whether a language is written from right to left. */
export const isFromRight = (locale: string): boolean =>
  fromRight.has(languageCode(locale).split('-')[0] ?? '');

/**
 * What a language is called.
 *
 * @param locale the language of `name_translated`
 * @returns undefined for a code that Intl knows no language by
 * @example languageInfo('de', 'pl')?.name_translated // 'niemiecki'
 */
export function languageInfo(code: string, locale: string): LanguageInfo | undefined {
  const name = languageName(code, 'en');
  if (name === undefined) return undefined;
  return {
    bidi: isFromRight(code),
    code: languageCode(code),
    name,
    name_local: languageName(code, code) ?? name,
    name_translated: languageName(code, locale) ?? name,
  };
}

/** The name of a language in another one. */
export function languageName(code: string, locale: string): string | undefined {
  try {
    return namesIn(intlLocale(locale)).of(code.replaceAll('_', '-'));
  } catch {
    return undefined;
  }
}

const namesIn = remembered(
  (locale) => new Intl.DisplayNames([locale], { type: 'language', fallback: 'none' }),
);
