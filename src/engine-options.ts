import { type Policy, readableBy } from './analyse/policy.js';
import type { Channel } from './channels/index.js';
import type { TemplateLoader } from './compile/store.js';
import type { DataSource } from './data/source.js';
import { Catalogues, type Messages } from './language/catalogues.js';
import type { DataTagDefinition } from './language/data-tag.js';
import type { FilterDefinition } from './language/filter.js';
import type { Scope } from './language/pass.js';
import type { TagDefinition } from './language/tag.js';
import { defaultLimits, type Limits } from './render/limits.js';
import type { Urls } from './render/pass.js';
import { type RetryOptions, retryPolicy } from './render/retry.js';
import {
  type Links,
  type PlanOptions,
  type ReceiverSetting,
  type RenderDefaults,
  receiverSetting,
} from './settings.js';
import type { Delimiters, Dialect } from './syntax/options.js';
import type { ExchangeRates } from './values/exchange.js';

/** How an engine is made. Everything is optional: without a source there is no data to ask for. */
export interface EngineOptions {
  readonly source?: DataSource;
  readonly templates?: TemplateLoader;
  readonly locale?: ReceiverSetting;
  readonly timeZone?: ReceiverSetting;
  readonly dialect?: Dialect;
  readonly delimiters?: Delimiters;
  readonly passthrough?: readonly string[];
  readonly filters?: readonly FilterDefinition[];
  readonly tags?: readonly TagDefinition[];
  readonly dataTags?: readonly DataTagDefinition[];
  readonly channels?: readonly Channel[];
  readonly policy?: Policy;
  readonly limits?: Partial<Limits>;
  readonly strict?: boolean | 'all';
  /** Django's `USE_TZ`: `false` shows dates in the zones that they have, not in the render's. */
  readonly localTime?: boolean;
  /** Django's: whether outputs are escaped where no `autoescape` tag says otherwise; true unless given. */
  readonly autoescape?: boolean;
  /** Django's: what a missing value prints. */
  readonly stringIfInvalid?: string;
  /** What null prints where text is wanted; '' unless given, 'None' in Django's dialect. */
  readonly nullText?: string;
  /** `keep` leaves the lines of tags in text messages as they are. */
  readonly tagLines?: 'keep' | 'drop';
  readonly links?: Links;
  /** Makes the URLs of the `url` tag. */
  readonly urls?: Urls;
  /** What `static` puts before a path: Django's STATIC_URL. */
  readonly staticUrl?: string;
  /** Django's MEDIA_URL. */
  readonly mediaUrl?: string;
  /** Translations of messages by language: what loadCatalogues reads, or objects of your own. */
  readonly catalogues?: Readonly<Record<string, Messages>>;
  /** How data is fetched: both are on unless turned off, and neither changes a message. */
  readonly plan?: Partial<PlanOptions>;
  /** How data is asked for again after a failure that may pass: a time-out, a 429, a 5xx. */
  readonly retry?: RetryOptions;
  /** Exchange rates, for `convert` and for a deal's `value_usd` where none is stored. */
  readonly rates?: ExchangeRates;
}

export interface CompileOptions {
  /** What diagnostics call the template, and what tells its channel: `order.txt` is text. */
  readonly name?: string;
  readonly channel?: string;
}

/**
 * What the templates of an engine render with, where its options are silent.
 *
 * @throws {TypeError} for a limit, a policy or the like that there is none of: a misspelt one would protect nobody
 */
export function renderDefaults(options: EngineOptions): RenderDefaults {
  refuseUnknown('limits', options.limits, Object.keys(defaultLimits));
  refuseUnknown('policy', options.policy, ['scopes', 'tags', 'dataTags', 'filters', 'attributes', 'deny']);
  for (const scope of options.policy?.scopes ?? []) {
    if (!['receiver', 'company', 'all'].includes(scope))
      throw new TypeError(`there is no scope "${scope}": there are receiver, company and all`);
  }
  refuseUnknown('plan', options.plan, ['pushdown', 'prefetch']);
  refuseUnknown('retry', options.retry, ['attempts', 'firstDelay', 'longestDelay']);
  for (const [name, limit] of Object.entries(options.limits ?? {})) {
    if (!(limit >= 0)) throw new TypeError(`limits.${name} must be a number from 0`);
  }
  const django = options.dialect === 'django';
  return {
    source: options.source,
    locale: receiverSetting('locale', options.locale ?? 'en'),
    timeZone: receiverSetting('timeZone', options.timeZone ?? 'UTC'),
    strict: options.strict ?? false,
    scopes: new Set<Scope>(options.policy?.scopes ?? ['receiver']),
    readable: readableBy(options.policy),
    limits: { ...defaultLimits, ...options.limits },
    django,
    nullText: options.nullText ?? (django ? 'None' : ''),
    localTime: options.localTime ?? true,
    links: options.links,
    urls: options.urls,
    staticUrl: options.staticUrl ?? '',
    mediaUrl: options.mediaUrl ?? '',
    catalogues: new Catalogues(options.catalogues),
    rates: options.rates,
    plan: {
      pushdown: options.plan?.pushdown ?? true,
      prefetch: options.plan?.prefetch ?? true,
    },
    retry: retryPolicy(options.retry),
  };
}

function refuseUnknown(option: string, given: object | undefined, known: readonly string[]): void {
  const unknown = Object.keys(given ?? {}).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new TypeError(`there is no ${option}.${unknown}: there are ${known.join(', ')}`);
}
