const known = new Map<string, string>();

/**
 * The locale as Intl wants it: `pt_BR` is `pt-BR`, and what is no locale at all is `en`. Locales come from
 * customers' data, so nothing here throws.
 */
export function intlLocale(locale: string): string {
  const found = known.get(locale);
  if (found !== undefined) return found;
  const canonical = canonicalise(locale);
  if (known.size >= 500) known.clear();
  known.set(locale, canonical);
  return canonical;
}

function canonicalise(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale.replaceAll('_', '-'))[0] ?? 'en';
  } catch {
    return 'en';
  }
}

export const isEnglish = (locale: string): boolean => /^en(?:[-_]|$)/i.test(locale);

/** Remembers what `make` gives for a key, at most `limit` of them: keys may come from data. */
export function remembered<T>(make: (key: string) => T, limit = 200): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const found = made.get(key);
    if (found !== undefined) return found;
    const fresh = make(key);
    if (made.size >= limit) made.clear();
    made.set(key, fresh);
    return fresh;
  };
}
