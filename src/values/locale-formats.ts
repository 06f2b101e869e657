import { intlLocale, remembered } from './locale.js';
import { localeFacts } from './locale-facts.js';

/** Django's names for the formats of a language, in the order of `localeFacts`. */
const formatNames = [
  'DATE_FORMAT',
  'TIME_FORMAT',
  'DATETIME_FORMAT',
  'YEAR_MONTH_FORMAT',
  'MONTH_DAY_FORMAT',
  'SHORT_DATE_FORMAT',
  'SHORT_DATETIME_FORMAT',
] as const;

type FormatName = (typeof formatNames)[number];

/** How one language writes dates and numbers. */
export interface LocaleFormats {
  /** Formats by Django's letters, by Django's names for them. */
  readonly named: ReadonlyMap<string, string>;
  readonly decimal: string;
  readonly group: string;
  /** Digits between two group signs; 0 where Django groups nothing in this language. */
  readonly groupSize: number;
}

const facts: ReadonlyMap<string, string> = new Map(Object.entries(localeFacts));

/** Where a language goes by another name than Intl's. */
const aliases: ReadonlyMap<string, string> = new Map(
  Object.entries({
    no: 'nb',
    'zh-cn': 'zh-hans',
    'zh-sg': 'zh-hans',
    zh: 'zh-hans',
    'zh-tw': 'zh-hant',
    'zh-hk': 'zh-hant',
  }),
);

/**
 * The formats of a locale: what Django says of it or of its language, and Intl's where Django says nothing.
 *
 * @example localeFormats('de').named.get('DATE_FORMAT') // 'j. F Y'
 * @example localeFormats('pl').decimal // ','
 */
export const localeFormats: (locale: string) => LocaleFormats = remembered((locale) => {
  const intl = intlLocale(locale);
  const row = factsOf(intl.toLowerCase())?.split('|') ?? [];
  const signs = separators(intl);
  const [decimal = '', group = '', size = ''] = row.slice(formatNames.length);
  const named = formatNames.map((name, index) => [name, row[index] || pattern(intl, name)] as const);
  return {
    named: new Map(named),
    decimal: decimal || signs.decimal,
    group: row.length === 0 || decimal === '' ? signs.group : group,
    groupSize: row.length === 0 ? 3 : Number(size),
  };
});

function factsOf(locale: string): string | undefined {
  for (let name = locale; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('-')))) {
    const found = facts.get(aliases.get(name) ?? name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function separators(locale: string): { readonly decimal: string; readonly group: string } {
  const options = { numberingSystem: 'latn' } as Intl.NumberFormatOptions;
  const parts = new Intl.NumberFormat(locale, options).formatToParts(1234567.5);
  const find = (type: Intl.NumberFormatPartTypes, usual: string) =>
    parts.find((part) => part.type === type)?.value ?? usual;
  return { decimal: find('decimal', '.'), group: find('group', ',') };
}

const long = { year: 'numeric', month: 'long', day: 'numeric' } as const;
const short = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
const clock = { hour: 'numeric', minute: '2-digit' } as const;

const intlOptions: Readonly<Record<FormatName, Intl.DateTimeFormatOptions>> = {
  DATE_FORMAT: long,
  TIME_FORMAT: clock,
  DATETIME_FORMAT: { ...long, ...clock },
  YEAR_MONTH_FORMAT: { year: 'numeric', month: 'long' },
  MONTH_DAY_FORMAT: { month: 'long', day: 'numeric' },
  SHORT_DATE_FORMAT: short,
  SHORT_DATETIME_FORMAT: { ...short, ...clock },
};

/** Intl's pattern in Django's letters. */
function pattern(locale: string, name: FormatName): string {
  const options = intlOptions[name];
  const format = new Intl.DateTimeFormat(locale, {
    ...options,
    timeZone: 'UTC',
    calendar: 'gregory',
    numberingSystem: 'latn',
  });
  const cycle = format.resolvedOptions().hourCycle;
  const hour = cycle === 'h11' || cycle === 'h12' ? 'g' : 'H';
  return format
    .formatToParts(Date.UTC(2023, 4, 6, 7, 8))
    .map(({ type, value }) => {
      switch (type) {
        case 'year':
          return 'Y';
        case 'month':
          return options.month === 'long' ? (options.day ? 'E' : 'F') : value === '5' ? 'n' : 'm';
        case 'day':
          return value === '6' ? 'j' : 'd';
        case 'hour':
          return hour;
        case 'minute':
          return 'i';
        case 'dayPeriod':
          return 'A';
        default:
          return value.replace(/[A-Za-z\\]/g, '\\$&');
      }
    })
    .join('');
}
