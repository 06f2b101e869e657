import { intlLocale, isEnglish } from './locale.js';
import { localiseDigits } from './number-format.js';

const spelled: ReadonlyMap<string, readonly string[]> = words({
  en: 'one two three four five six seven eight nine',
  bg: 'един два три четири пет шест седем осем девет',
  ca: 'un dos tres quatre cinc sis set vuit nou',
  cs: 'jedna dvě tři čtyři pět šest sedm osm devět',
  da: 'en to tre fire fem seks syv otte ni',
  de: 'eins zwei drei vier fünf sechs sieben acht neun',
  el: 'ένα δύο τρία τέσσερα πέντε έξι εφτά οκτώ εννιά',
  es: 'uno dos tres cuatro cinco seis siete ocho nueve',
  et: 'üks kaks kolm neli viis kuus seitse kaheksa üheksa',
  fi: 'yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän',
  fr: 'un deux trois quatre cinq six sept huit neuf',
  hr: 'jedan dva tri četiri pet šest sedam osam devet',
  hu: 'egy kettő három négy öt hat hét nyolc kilenc',
  it: 'uno due tre quattro cinque sei sette otto nove',
  lt: 'vienas du trys keturi penki šeši septyni aštuoni devyni',
  lv: 'viens divi trīs četri pieci seši septiņi astoņi deviņi',
  nb: 'én to tre fire fem seks sju åtte ni',
  nl: 'één twee drie vier vijf zes zeven acht negen',
  pl: 'jeden dwa trzy cztery pięć sześć siedem osiem dziewięć',
  pt: 'um dois três quatro cinco seis sete oito nove',
  ro: 'unu doi trei patru cinci șase șapte opt nouă',
  ru: 'один два три четыре пять шесть семь восемь девять',
  sk: 'jeden dva tri štyri päť šesť sedem osem deväť',
  sl: 'ena dve tri štiri pet šest sedem osem devet',
  sv: 'ett två tre fyra fem sex sju åtta nio',
  tr: 'bir iki üç dört beş altı yedi sekiz dokuz',
  uk: "один два три чотири п'ять шість сім вісім дев'ять",
});

function words(table: Readonly<Record<string, string>>): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.entries(table).map(([language, text]) => [language, text.split(' ')]));
}

const languageOf = (locale: string): string => {
  const language = intlLocale(locale).toLowerCase().split('-')[0] ?? 'en';
  return language === 'no' ? 'nb' : language;
};

/** 1 to 9 as a word; undefined in a language whose words are not known. */
export const spellDigit = (digit: number, locale: string): string | undefined =>
  spelled.get(languageOf(locale))?.[digit - 1];

const dotted = new Set('cs da de et fi hu is nb nn pl sk sl hr tr'.split(' '));
const marked: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ca: 'è',
    el: 'ο',
    es: 'º',
    it: 'º',
    ja: '番目',
    ko: '번째',
    nl: 'e',
    pt: 'º',
    ru: '-й',
    uk: '-й',
  }),
);

/**
 * A whole number that is not negative, given in digits, as a place in an order: `1st`, `2nd`, `3.`, `3º`.
 * Languages that are not known here show the number alone.
 */
export function ordinalText(digits: string, locale: string): string {
  const language = languageOf(locale);
  if (language === 'en') return digits + englishSuffix(digits);
  if (dotted.has(language)) return `${digits}.`;
  if (language === 'fr') return `${digits}${digits === '1' ? 'er' : 'e'}`;
  if (language === 'sv') return `${digits}:${/(?:^|[^1])[12]$/.test(digits) ? 'a' : 'e'}`;
  if (language === 'zh') return `第${digits}`;
  return digits + (marked.get(language) ?? '');
}

function englishSuffix(digits: string): string {
  const [tens, ones] = [digits.at(-2), digits.at(-1)];
  if (tens === '1') return 'th';
  return ones === '1' ? 'st' : ones === '2' ? 'nd' : ones === '3' ? 'rd' : 'th';
}

/** Powers of ten by their English names. */
const englishPowers: readonly (readonly [exponent: number, name: string])[] = [
  [6, 'million'],
  [9, 'billion'],
  [12, 'trillion'],
  [15, 'quadrillion'],
  [18, 'quintillion'],
  [21, 'sextillion'],
  [24, 'septillion'],
  [27, 'octillion'],
  [30, 'nonillion'],
  [33, 'decillion'],
  [100, 'googol'],
];

/**
 * The power of ten that a number of that size is told in, with its name; undefined below a million and from
 * a thousand googols on.
 */
export function namedPower(size: bigint): readonly [exponent: number, name: string] | undefined {
  const { length } = String(size);
  return length < 7 ? undefined : englishPowers.find(([exponent]) => length <= exponent + 3);
}

/** A great number in the words of a locale other than English: `1,2 Millionen`. */
export const compactText = (value: bigint, locale: string): string =>
  new Intl.NumberFormat(intlLocale(locale), {
    notation: 'compact',
    compactDisplay: 'long',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(value);

const units = ['KB', 'MB', 'GB', 'TB', 'PB'] as const;
const localUnits: ReadonlyMap<string, string> = new Map(
  Object.entries({
    bg: 'КБ МБ ГБ ТБ ПБ',
    fr: 'Kio Mio Gio Tio Pio',
    ro: 'KO MO GO TO PO',
    ru: 'КБ МБ ГБ ТБ ПБ',
    uk: 'Кб Мб Гб Тб Пб',
  }),
);

/** `2.0 MB`: `digits` with a point, in units of 1024 to the power of `power`, with a space that does not break. */
export function sizeText(digits: string, power: 1 | 2 | 3 | 4 | 5, locale: string): string {
  const unit = localUnits.get(languageOf(locale))?.split(' ')[power - 1] ?? units[power - 1] ?? '';
  return `${localiseDigits(digits, locale, false)}\u00a0${unit}`;
}

/** `1 byte`, `5 bytes`, with a space that does not break. */
export function bytesText(count: number, locale: string): string {
  if (isEnglish(locale)) return `${count}\u00a0byte${count === 1 ? '' : 's'}`;
  const options = { style: 'unit', unit: 'byte', unitDisplay: 'long', useGrouping: false } as const;
  return new Intl.NumberFormat(intlLocale(locale), options).format(count).replaceAll(' ', '\u00a0');
}
