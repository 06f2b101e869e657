import { DateTime, FixedOffsetZone, IANAZone } from 'luxon';
import { readsUnsubscribeUrl, receiverFields, triggerDealFields } from './analyse/paths/root-fields.js';
import type { AccessPaths } from './analyse/paths.js';
import { models } from './data/entities.js';
import { readAttribute } from './data/fields.js';
import type { Entity } from './data/model.js';
import type { DataRecord, Readable } from './data/record.js';
import type { Fields } from './data/request.js';
import type { DataSource } from './data/source.js';
import type { SourceText } from './diagnostics/source-text.js';
import type { Catalogues } from './language/catalogues.js';
import type { Scope } from './language/pass.js';
import type { Limits } from './render/limits.js';
import type { PassSettings, Urls } from './render/pass.js';
import type { RetryPolicy } from './render/retry.js';
import type { ExchangeRates } from './values/exchange.js';

/** A fixed value, or an attribute of the receiver with what to take where it is blank or no such thing. */
export type ReceiverSetting = string | { readonly path: `receiver.${string}`; readonly fallback: string };

/** Links that only the sender's own service can make. */
export interface Links {
  /** Where this receiver unsubscribes: `{{ unsubscribe_url }}`. */
  readonly unsubscribe?: (receiver: Readonly<Record<string, unknown>>) => string;
}

/** How data is fetched. */
export interface PlanOptions {
  /** Sources are told which attributes a template reads. */
  readonly pushdown: boolean;
  /** Data that a template needs in any case is fetched before it first runs. */
  readonly prefetch: boolean;
}

/** What an engine's templates render with unless a call says otherwise. */
export interface RenderDefaults {
  readonly source: DataSource | undefined;
  readonly locale: ReceiverSetting;
  readonly timeZone: ReceiverSetting;
  readonly strict: boolean | 'all';
  readonly scopes: ReadonlySet<Scope>;
  /** What templates may read of records; undefined for all of it. */
  readonly readable: Readable | undefined;
  readonly limits: Limits;
  readonly django: boolean;
  readonly nullText: string;
  readonly localTime: boolean;
  readonly links: Links | undefined;
  readonly urls: Urls | undefined;
  readonly staticUrl: string;
  readonly mediaUrl: string;
  readonly catalogues: Catalogues;
  readonly rates: ExchangeRates | undefined;
  readonly plan: PlanOptions;
  readonly retry: RetryPolicy;
}

export interface SettingsOverride {
  readonly locale?: string;
  readonly timeZone?: string;
  readonly now?: string | Date;
  readonly strict?: boolean | 'all';
  readonly seed?: string;
}

/**
 * The settings of one render.
 *
 * @throws {RangeError} for a time zone or a clock that is none
 */
export function passSettings(
  defaults: RenderDefaults,
  override: SettingsOverride,
  receiver: DataRecord | undefined,
  source: SourceText,
): PassSettings {
  const timeZone = override.timeZone ?? chosen(defaults.timeZone, receiver, isTimeZone);
  if (!isTimeZone(timeZone)) {
    throw new RangeError(
      `"${timeZone}" is no time zone: use an IANA name such as Europe/Warsaw, or UTC+05:30`,
    );
  }
  return {
    locale: override.locale ?? chosen(defaults.locale, receiver, isLocale),
    timeZone,
    now: clock(override.now, timeZone),
    nullText: defaults.nullText,
    localTime: defaults.localTime,
    django: defaults.django,
    isoDates: !defaults.django,
    numericStrings: !defaults.django,
    strict: override.strict ?? defaults.strict,
    scopes: defaults.scopes,
    readable: defaults.readable,
    limits: defaults.limits,
    urls: defaults.urls,
    staticUrl: defaults.staticUrl,
    mediaUrl: defaults.mediaUrl,
    catalogues: defaults.catalogues,
    rates: defaults.rates,
    seed: `${override.seed ?? source.name}\n${receiver?.id ?? ''}`,
  };
}

/**
 * What is read of the receiver and of the deal that set a message off: by the template, by the settings that
 * are attributes of the receiver, by data tags and relations.
 *
 * @param link whether the message has the link to unsubscribe
 * @returns undefined for everything
 */
export function targetFields(
  entity: Entity,
  paths: AccessPaths,
  { links, locale, timeZone }: RenderDefaults,
  link: boolean = readsUnsubscribeUrl(paths),
): Fields | undefined {
  if (entity === 'deal') return triggerDealFields(paths);
  if (entity !== 'contact') return undefined;
  const attributes = [locale, timeZone].flatMap((setting) =>
    typeof setting === 'string' ? [] : [attributeOf(setting)],
  );
  return receiverFields(paths, { link: link && links?.unsubscribe !== undefined, attributes });
}

/** As it is written: the model's name for it is for those who read it to find. */
const attributeOf = ({ path }: Exclude<ReceiverSetting, string>): string => path.slice('receiver.'.length);

/** @throws {TypeError} for a path that is no attribute of the receiver: it would never be found */
export function receiverSetting(name: 'locale' | 'timeZone', setting: ReceiverSetting): ReceiverSetting {
  if (typeof setting === 'string' || /^receiver\.[^.]+$/.test(setting.path)) return setting;
  const example = name === 'locale' ? 'receiver.language' : 'receiver.time_zone';
  throw new TypeError(`${name}.path must be an attribute of the receiver, such as ${example}`);
}

function chosen(
  setting: ReceiverSetting,
  receiver: DataRecord | undefined,
  valid: (text: string) => boolean,
): string {
  if (typeof setting === 'string') return setting;
  const value = receiver && readAttribute(models.contact, receiver.row, attributeOf(setting));
  return typeof value === 'string' && valid(value) ? value : setting.fallback;
}

/** Luxon keeps the zones that it made, while its `isValidZone` asks Intl anew each time: 20 µs a render. */
const isTimeZone = (name: string): boolean =>
  IANAZone.create(name).isValid || FixedOffsetZone.parseSpecifier(name) !== null;

function isLocale(text: string): boolean {
  try {
    return text !== '' && Intl.getCanonicalLocales(text.replaceAll('_', '-')).length > 0;
  } catch {
    return false;
  }
}

function clock(now: string | Date | undefined, zone: string): DateTime {
  const time =
    typeof now === 'string'
      ? DateTime.fromISO(now, { zone })
      : DateTime.fromJSDate(now ?? new Date(), { zone });
  if (!time.isValid)
    throw new RangeError(`"${String(now)}" is no time: use ISO 8601, such as 2025-06-25T00:00:00Z`);
  return time;
}
