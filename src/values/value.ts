/**
 * Anything that a template can hold: string, number, bigint, boolean, null, array, plain object, Map; Date,
 * luxon DateTime, decimal.js Decimal; and this project's own `SafeText`, `ScaledDecimal`, `CalendarDate`,
 * records (`Members`) and `PENDING`. `undefined` is *missing*: a name that nothing answers to.
 *
 * The alias is `unknown` on purpose: values come from customers' data, so every reader narrows.
 */
export type Value = unknown;

/** The answer to a data request that has not come yet. A lookup in it or a filter over it is pending too. */
export const PENDING: unique symbol = Symbol('pending');
export type Pending = typeof PENDING;
