import type { Code, Params } from '../diagnostics/catalogue.js';
import { nearest } from '../diagnostics/nearest.js';
import { CalendarDate } from '../values/calendar-date.js';
import { parseIsoDate } from '../values/dates.js';
import { asDateTime } from '../values/kinds.js';
import { SafeText } from '../values/safe-text.js';
import { ScaledDecimal } from '../values/scaled-decimal.js';
import type { Value } from '../values/value.js';
import type { Parameter } from './data-tag.js';

/** What is wrong with an argument: a diagnostic that has no place yet. */
export type Problem = { [C in Code]: { readonly code: C; readonly params: Params<C> } }[Code];

const problem = <C extends Code>(code: C, params: Params<C>): Problem =>
  ({ code, params }) as unknown as Problem;

export type Checked = { readonly value: unknown } | { readonly problem: Problem };

/**
 * An argument as its parameter declares it: an integer as a JavaScript number, text as a string. The same
 * rules hold for a literal, when the template is checked, and for a value, when it is rendered.
 */
export function readParameter(parameter: Parameter, given: Value): Checked {
  const value = given instanceof SafeText ? given.text : given;
  if (parameter.choices !== undefined) return readChoice(parameter, parameter.choices, value);
  switch (parameter.type) {
    case 'integer':
      return readInteger(parameter, value);
    case 'field':
      return readField(parameter, value);
    case 'string':
      return typeof value === 'string' && value !== '' ? { value } : wrongType(parameter, 'a text in quotes');
    case 'currency':
      return typeof value === 'string' && /^[A-Za-z]{3}$/.test(value)
        ? { value: value.toUpperCase() }
        : wrongType(parameter, 'an ISO 4217 code such as "USD"');
    case 'boolean':
      return typeof value === 'boolean' ? { value } : wrongType(parameter, 'True or False');
    case 'number':
      return typeof value === 'number' || value instanceof ScaledDecimal
        ? { value }
        : wrongType(parameter, 'a number');
    case 'date':
      return isDay(value) ? { value } : wrongType(parameter, 'a date such as "2025-06-24"');
    default:
      return { value };
  }
}

/** A date or a time, or an ISO 8601 text that is one. */
function isDay(value: Value): boolean {
  if (typeof value === 'string') return parseIsoDate(value, 'UTC') !== undefined;
  if (value instanceof Date) return !Number.isNaN(value.getTime());
  if (typeof value !== 'object' || value === null) return false;
  return value instanceof CalendarDate || asDateTime(value) !== undefined;
}

function readField(parameter: Parameter, value: Value): Checked {
  if (typeof value !== 'string' || value === '') return wrongType(parameter, 'a text in quotes');
  if (!value.startsWith('-')) return { value };
  return { problem: problem('field-with-sign', { name: parameter.name, field: value.slice(1) }) };
}

function readInteger(parameter: Parameter, value: Value): Checked {
  const number = wholeNumber(value);
  if (number === undefined) return wrongType(parameter, 'a whole number');
  if (number === parameter.not) {
    return {
      problem: problem('parameter-out-of-range', {
        name: parameter.name,
        rule: `may not be ${number}`,
        doc: parameter.doc,
      }),
    };
  }
  if (parameter.min !== undefined && number < parameter.min) {
    return {
      problem: problem('parameter-out-of-range', {
        name: parameter.name,
        rule: `must be at least ${parameter.min}`,
        doc: parameter.doc,
      }),
    };
  }
  return { value: number };
}

function readChoice(parameter: Parameter, choices: readonly (string | number)[], value: Value): Checked {
  const given = typeof choices[0] === 'number' ? wholeNumber(value) : value;
  const found = choices.find((choice) => choice === given);
  if (found !== undefined) return { value: found };
  const near = typeof given === 'string' ? nearest(given, choices.map(String)) : undefined;
  return {
    problem: problem('parameter-choice', {
      name: parameter.name,
      choices: choices.map(String),
      nearest: near,
      doc: parameter.doc,
    }),
  };
}

function wrongType(parameter: Parameter, wants: string): Checked {
  return { problem: problem('parameter-type', { name: parameter.name, wants, doc: parameter.doc }) };
}

/** 5, 5.0 and "5" are the whole number 5; anything else is none. */
function wholeNumber(value: Value): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
  if (value instanceof ScaledDecimal)
    return value.value.isInteger() ? wholeNumber(value.value.toNumber()) : undefined;
  if (typeof value === 'string' && /^[-+]?\d{1,15}$/.test(value)) return Number(value);
  return undefined;
}
