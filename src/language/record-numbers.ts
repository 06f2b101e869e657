import { Decimal } from 'decimal.js';
import { DateTime } from 'luxon';
import { models } from '../data/entities.js';
import { fieldNamed } from '../data/fields.js';
import type { Field } from '../data/model.js';
import type { StatsRequest } from '../data/request.js';
import type { StatsGroup } from '../data/source.js';
import { plus } from '../data/stats.js';
import { CalendarDate } from '../values/calendar-date.js';
import { convertAmount, type ExchangeRates, hasRate } from '../values/exchange.js';
import { minorUnitDigits, padMoney } from '../values/money.js';
import { ExactDecimal, ScaledDecimal } from '../values/scaled-decimal.js';
import { PENDING, type Value } from '../values/value.js';
import { divide, plainNumber } from './filters/calculate.js';
import type { Pass } from './pass.js';
import { type Chosen, mayRead, numbersRequest, type RecordUse, refuse } from './record-request.js';

/**
 * What `{% deals_stats … as s %}` binds. All but `count` are null where there is nothing to tell, as in
 * Django's `aggregate`: no records, no numbers among them, or no `of` to count over.
 */
export interface Numbers {
  /** Records. */
  readonly count: number;
  readonly sum: Value;
  /** Over the records that have a number. Money is rounded half up to the digits of its currency. */
  readonly avg: Value;
  readonly min: Value;
  readonly max: Value;
  /** The currency of those amounts. */
  readonly currency: string | null;
  readonly first_at: Value;
  readonly last_at: Value;
}

/**
 * The numbers of one use for one receiver.
 *
 * @param chosen undefined where a filter without a value makes it match nothing
 */
export function numbersOf(use: RecordUse, chosen: Chosen | undefined, pass: Pass): Value {
  if (chosen === undefined) return { ...nothing, count: 0 };
  const request = numbersRequest(use, chosen, pass);
  const answers = requestsFor(request, pass).map((one) => pass.ask(one));
  if (answers.includes(PENDING)) return PENDING;
  const { of } = request;
  const field = of === undefined ? undefined : fieldNamed(models[request.entity], of);
  const convert = chosen.parameters.get('convert') as string | undefined;
  const groups = (answers as (readonly StatsGroup[])[]).flat();
  const target = convert ?? (answers.length > 1 ? field?.fixedCurrency : undefined);
  // Nobody has asked for the dates by name.
  const mayDate = mayRead(`${request.entity}.${request.dateField}`, pass);
  const subject = { name: of ?? '', field, target, lenient: convert === undefined };
  return {
    count: groups.reduce((sum, { count }) => sum + count, 0),
    ...amounts(use, groups, subject, pass),
    first_at: mayDate ? moment(least(groups, 'first_at'), request, pass) : null,
    last_at: mayDate ? moment(least(groups, 'last_at'), request, pass) : null,
  } satisfies Numbers;
}

const nothing = {
  sum: null,
  avg: null,
  min: null,
  max: null,
  currency: null,
  first_at: null,
  last_at: null,
} as const;

/**
 * An amount that is stored for some records and converted for the others (`value_usd`) takes two requests,
 * whose records are not the same ones.
 */
function requestsFor(request: StatsRequest, pass: Pass): readonly StatsRequest[] {
  const { of, where } = request;
  const from = of === undefined ? undefined : fieldNamed(models[request.entity], of)?.convertedFrom;
  if (of === undefined || from === undefined || pass.rates === undefined) return [request];
  if (!mayRead(`${request.entity}.${from}`, pass)) return [request];
  const stored = (value: boolean) => [...where, { path: [of] as const, lookup: 'isnull' as const, value }];
  return [
    { ...request, where: stored(false) },
    { ...request, of: from, where: stored(true) },
  ];
}

// ----------------------------------------------------------------- amounts

/** What is added up. */
interface Subject {
  readonly name: string;
  /** Undefined for a custom attribute. */
  readonly field: Field | undefined;
  /** The currency that all of it shall be in. */
  readonly target: string | undefined;
  /** Amounts that no rate reaches are left out: for their records the attribute is missing. */
  readonly lenient: boolean;
}

/** The numbers of a group that has some. */
type Counted = StatsGroup & Readonly<Record<'sum' | 'min' | 'max', ScaledDecimal>>;

function amounts(
  use: RecordUse,
  groups: readonly StatsGroup[],
  subject: Subject,
  pass: Pass,
): Pick<Numbers, 'sum' | 'avg' | 'min' | 'max' | 'currency'> {
  const { target, field, lenient } = subject;
  const reached = ({ currency }: StatsGroup) =>
    target === undefined || !lenient || (currency !== null && reaches(currency, target, pass.rates));
  const counted = groups.filter(
    (group): group is Counted =>
      group.sum !== null && group.min !== null && group.max !== null && reached(group),
  );
  if (counted.length === 0) return nothing;
  const currency = target ?? theOneOf(use, counted);
  const shown = (name: 'sum' | 'min' | 'max') =>
    counted.map((group) =>
      target === undefined
        ? group[name]
        : converted(use, group[name], group.currency, subject, target, pass.rates),
    );
  const values = counted.reduce((sum, group) => sum + group.values, 0);
  const sum = shown('sum').reduce(plus);
  const money = currency !== null || field?.type === 'money';
  const finish = (value: ScaledDecimal) =>
    money ? (padMoney(value, currency ?? undefined) ?? null) : plainNumber(value);
  return {
    sum: finish(sum),
    avg: finish(money ? moneyMean(sum, values, currency) : mean(sum, values)),
    min: finish(shown('min').reduce((a, b) => (b.value.lessThan(a.value) ? b : a))),
    max: finish(shown('max').reduce((a, b) => (b.value.greaterThan(a.value) ? b : a))),
    currency,
  };
}

/** The currency that all the amounts have; null where they have none. */
function theOneOf(use: RecordUse, groups: readonly Counted[]): string | null {
  const found = new Set(groups.map(({ currency }) => currency));
  const [only] = found;
  if (found.size === 1 && only !== undefined) return only;
  const bare = found.delete(null);
  const params = { tag: use.definition.name, currencies: found.size, bare };
  return refuse(use, { code: 'mixed-currencies', params });
}

/** An amount in another currency, rounded half up to its digits: once for each currency's sum. */
function converted(
  use: RecordUse,
  amount: ScaledDecimal,
  currency: string | null,
  { name }: Subject,
  target: string,
  rates: ExchangeRates | undefined,
): ScaledDecimal {
  if (currency === null) {
    return refuse(use, { code: 'amounts-without-currency', params: { of: name, target } });
  }
  const known = rates ?? { base: target, rates: {} };
  const found = convertAmount(amount, currency, target, known);
  if (found !== undefined) return found;
  // What was stored as a currency may be anything; only a code is worth showing.
  const code = /^[A-Z]{3}$/.test(currency) ? currency : undefined;
  const params = {
    currency: code ?? 'an unknown currency',
    target,
    base: known.base,
    lacking: hasRate(currency, known) ? target : code,
  };
  return refuse(use, { code: 'no-exchange-rate', params });
}

const reaches = (currency: string, target: string, rates: ExchangeRates | undefined): boolean =>
  currency === target || (rates !== undefined && hasRate(currency, rates) && hasRate(target, rates));

/** A mean of money is what people would pay: never a fraction of the smallest coin. */
function moneyMean(sum: ScaledDecimal, values: number, currency: string | null): ScaledDecimal {
  const digits = minorUnitDigits(currency ?? undefined);
  const quotient = new ExactDecimal(sum.value).div(values);
  return new ScaledDecimal(quotient.toDecimalPlaces(digits, Decimal.ROUND_HALF_UP), digits);
}

/** As the filter `avg` has it. */
function mean(sum: ScaledDecimal, values: number): ScaledDecimal {
  const quotient = divide(new ExactDecimal(sum.value), new ExactDecimal(values), undefined);
  return new ScaledDecimal(quotient, Math.max(sum.scale, quotient.decimalPlaces()));
}

// ------------------------------------------------------------------- dates

/** The earliest `first_at`, the latest `last_at`. */
function least(groups: readonly StatsGroup[], name: 'first_at' | 'last_at'): number | null {
  const instants = groups.map((group) => group[name]).filter((one) => one !== null);
  if (instants.length === 0) return null;
  return name === 'first_at' ? Math.min(...instants) : Math.max(...instants);
}

/** An instant as a template gets its field: a day where the field holds days. */
function moment(instant: number | null, { entity, dateField }: StatsRequest, pass: Pass): Value {
  if (instant === null) return null;
  const time = DateTime.fromMillis(instant, { zone: pass.timeZone });
  const isDay = fieldNamed(models[entity], dateField)?.type === 'date';
  return isDay ? new CalendarDate(time.year, time.month, time.day) : time;
}
