import { IANAZone } from 'luxon';
import type { Config } from '../config.js';

interface Setting {
  readonly wants: string;
  readonly accepts: (value: unknown) => boolean;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const has = (method: string) => (value: unknown) => isObject(value) && typeof value[method] === 'function';
const isListOf = (one: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.every(one);
const isNamed = (value: unknown): boolean => isObject(value) && isText(value.name);
const oneOf = (...choices: readonly unknown[]): Setting => ({
  wants: choices.map((choice) => (isText(choice) ? `'${choice}'` : String(choice))).join(' or '),
  accepts: (value) => choices.includes(value),
});
const definitions = (makers: string): Setting => ({
  wants: `a list of what ${makers} makes`,
  accepts: isListOf(isNamed),
});

function ofReceiver(wants: string, valid: (text: string) => boolean): Setting {
  const path = "{ path: 'receiver.…', fallback: '…' }";
  return {
    wants: `${wants}, or ${path}`,
    accepts: (value) =>
      isText(value)
        ? valid(value)
        : isObject(value) &&
          isText(value.path) &&
          value.path.startsWith('receiver.') &&
          isText(value.fallback) &&
          valid(value.fallback),
  };
}

/** Whether this is a BCP 47 tag; an underscore counts as a hyphen. */
export function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text.replaceAll('_', '-')).length > 0;
  } catch {
    return false;
  }
}

const isMailbox = (value: unknown): boolean =>
  isText(value) ||
  (isObject(value) && isText(value.address) && (value.name === undefined || isText(value.name)));

const mailSettings: Readonly<Record<string, (value: unknown) => boolean>> = {
  from: isMailbox,
  replyTo: isMailbox,
  unsubscribeMailto: isText,
  headers: (value) => isObject(value) && Object.values(value).every(isText),
  inlineCss: (value) => typeof value === 'boolean',
  text: (value) => value === 'auto' || value === false,
};

const settings: { readonly [name in keyof Required<Config>]: Setting } = {
  data: {
    wants: 'a folder, a database file or a source',
    accepts: (value) => isText(value) || has('fetch')(value),
  },
  templates: {
    wants: 'a folder, an object of templates by name, or a loader',
    accepts: (value) => isText(value) || isObject(value),
  },
  locale: ofReceiver('a BCP 47 tag such as "pl"', isLocale),
  timeZone: ofReceiver('an IANA name such as "Europe/Warsaw"', IANAZone.isValidZone),
  dialect: oneOf('default', 'django'),
  delimiters: oneOf('both', 'braces', 'angle'),
  passthrough: { wants: "a list of patterns such as '<%asm_*%>'", accepts: isListOf(isText) },
  filters: definitions('defineFilter'),
  tags: definitions('defineTag'),
  dataTags: definitions('defineDataTag'),
  channels: definitions('defineChannel'),
  policy: { wants: 'an object: scopes, tags, dataTags, filters, attributes, deny', accepts: isObject },
  limits: {
    wants: 'an object of numbers: steps, output, depth, rows, rowsPerTag, calls, rounds',
    accepts: (value) =>
      isObject(value) && Object.values(value).every((limit) => typeof limit === 'number' && limit >= 0),
  },
  strict: oneOf(true, false, 'all'),
  autoescape: oneOf(true, false),
  localTime: oneOf(true, false),
  stringIfInvalid: { wants: 'a text', accepts: isText },
  staticUrl: { wants: 'a text', accepts: (value) => typeof value === 'string' },
  mediaUrl: { wants: 'a text', accepts: (value) => typeof value === 'string' },
  nullText: { wants: 'a text', accepts: isText },
  tagLines: oneOf('keep', 'drop'),
  links: { wants: 'an object of functions: unsubscribe', accepts: isObject },
  catalogues: {
    wants: 'a folder, or an object of messages by language',
    accepts: (value) => isText(value) || (isObject(value) && Object.values(value).every(isObject)),
  },
  retry: {
    wants: 'an object: attempts, firstDelay and longestDelay in milliseconds',
    accepts: (value) =>
      isObject(value) && Object.values(value).every((one) => typeof one === 'number' && one >= 0),
  },
  plan: {
    wants: 'an object: pushdown and prefetch, true or false',
    accepts: (value) => isObject(value) && Object.values(value).every((one) => typeof one === 'boolean'),
  },
  rates: {
    wants: "an object: { base: 'USD', rates: { EUR: '0.92' } }",
    accepts: (value) => isObject(value) && isText(value.base) && isObject(value.rates),
  },
  mail: {
    wants: `an object: ${Object.keys(mailSettings).join(', ')}; from is an address, or { name, address }`,
    accepts: (value) =>
      isObject(value) &&
      Object.entries(value).every(([name, one]) => one === undefined || mailSettings[name]?.(one) === true),
  },
  urls: { wants: 'a function', accepts: (value) => typeof value === 'function' },
};

export const knownSettings: ReadonlyMap<string, Setting> = new Map(Object.entries(settings));
