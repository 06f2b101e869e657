import { IANAZone } from 'luxon';

/**
 * What may be wrong with an argument that is written out in a template: what it should have been, or
 * undefined. Rendering goes on as Django does, mostly in silence; `check` says it.
 */
type Doubt = (literal: string) => string | undefined;

const unless =
  (pattern: RegExp, wants: string): Doubt =>
  (literal) =>
    pattern.test(literal) ? undefined : wants;

export const wantsWhole: Doubt = unless(/^\s*[-+]?\d{1,15}\s*$/, 'a whole number');
export const wantsPositive: Doubt = unless(/^\s*\+?0*[1-9]\d{0,14}\s*$/, 'a whole number from 1');
export const wantsDivisor: Doubt = unless(/^\s*[-+]?0*[1-9]\d{0,14}\s*$/, 'a whole number other than 0');
export const wantsNumber: Doubt = unless(/^\s*[-+]?(?:\d+\.?\d*|\.\d+)\s*$/, 'a number');
export const wantsPlaces: Doubt = unless(
  /^-?\d{0,4}[gu]{0,2}$/,
  'a number of places, then g to group or u for plain digits',
);
export const wantsSlice: Doubt = unless(/^-?\d*(?::-?\d*){0,2}$/, 'a slice such as ":2" or "1:3"');
export const wantsMapping: Doubt = unless(
  /^[^,]*,[^,]*(?:,.*)?$/s,
  'two or three words with commas between them: "yes,no"',
);
export const wantsSuffixes: Doubt = unless(
  /^[^,]*(?:,[^,]*)?$/,
  'one suffix, or two with a comma between them: "y,ies"',
);
export const wantsConversion: Doubt = unless(
  /^[^%]*%?[-#0 +]*\d{0,5}(?:\.\d{0,5})?[diouxXeEfFgGcrsa][^%]*$/,
  'a conversion of Python without its percent sign: "s", "03d" or ".2f"',
);
export const wantsCurrency: Doubt = unless(/^[A-Za-z]{3}$/, 'a currency by its three letters: "EUR"');

/** `%Y-%m-%d` is what other languages write; Django's format letters stand alone. */
export const wantsDateFormat: Doubt = (literal) =>
  /%[A-Za-z]/.test(literal) ? 'letters without percent signs: "Y-m-d"' : undefined;

export const wantsZone: Doubt = (literal) =>
  literal === '' || IANAZone.isValidZone(literal) || /^UTC[-+]?[\d:]*$/i.test(literal)
    ? undefined
    : 'a time zone by its IANA name: "Europe/Warsaw"';
