import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Decimal } from 'decimal.js';
import { DateTime } from 'luxon';
import { CalendarDate } from '../../src/values/calendar-date.js';
import { SafeText } from '../../src/values/safe-text.js';
import { ScaledDecimal } from '../../src/values/scaled-decimal.js';
import { TimeOfDay } from '../../src/values/time-of-day.js';

/** The system's Python, because that is where a distribution installs Django. */
const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
const script = fileURLToPath(new URL('ask_django.py', import.meta.url));

/** DJANGO_DIR holds a Django to ask instead of the system's. */
const { DJANGO_DIR } = process.env;
const environment = { ...process.env, ...(DJANGO_DIR && { PYTHONPATH: DJANGO_DIR }) };

export type Answer = { readonly value: unknown } | { readonly error: string };

/** Answers from real Django, in the order of the requests, by one process. See ask_django.py. */
export function askDjango(requests: readonly object[]): readonly Answer[] {
  const input = requests.map((request) => JSON.stringify(request)).join('\n');
  const run = spawnSync(python, [script], { input, env: environment, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`Django could not be asked: ${run.error?.message ?? run.stderr}`);
  return run.stdout
    .trim()
    .split('\n')
    .map((line) => decodeAnswer(JSON.parse(line)));
}

/** Django's version, [4, 2]; undefined where there is none to ask. */
function findVersion(): readonly [major: number, minor: number] | undefined {
  try {
    const [answer] = askDjango([{ version: true }]);
    return answer && 'value' in answer ? (answer.value as [number, number]) : undefined;
  } catch {
    return undefined;
  }
}

export const djangoVersion = findVersion();

/** Whether to skip: never under REQUIRE_ALL=1, where what is absent is a failure. */
export const skipDjango = djangoVersion === undefined && process.env.REQUIRE_ALL !== '1';

/** Says why, in the name of the suite. */
export const withDjango = (name: string): string =>
  skipDjango ? `${name} (skipped: Python has no Django; install python3-django)` : name;

/** A value in the form that ask_django.py reads. */
export function encode(value: unknown): unknown {
  if (typeof value === 'bigint') return { $t: 'int', value: String(value) };
  if (typeof value === 'number' && !Number.isFinite(value)) return { $t: 'float', value: String(value) };
  if (typeof value !== 'object' || value === null) return value === undefined ? '' : value;
  if (value instanceof SafeText) return { $t: 'safe', value: value.text };
  if (value instanceof ScaledDecimal) return { $t: 'decimal', value: value.toString() };
  if (value instanceof Decimal) return { $t: 'decimal', value: value.toFixed() };
  if (value instanceof TimeOfDay) return { $t: 'time', value: value.toString() };
  if (value instanceof CalendarDate) return { $t: 'date', value: value.toString() };
  if (value instanceof DateTime) return { $t: 'datetime', value: value.toISO({ precision: 'millisecond' }) };
  if (Array.isArray(value)) return value.map(encode);
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return { $t: 'dict', items: entries.map(([key, item]) => [encode(key), encode(item)]) };
}

function decodeAnswer(answer: Answer): Answer {
  return 'value' in answer ? { value: decode(answer.value) } : answer;
}

function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode);
  if (typeof value !== 'object' || value === null) return value;
  const tagged = value as { $t: string; value: string; items: [unknown, unknown][] };
  if (tagged.$t === 'safe') return new SafeText(tagged.value);
  if (tagged.$t === 'float') return Number(tagged.value.replace('inf', 'Infinity'));
  if (tagged.$t === 'int') return BigInt(tagged.value);
  if (tagged.$t === 'moment') return `moment ${tagged.value}`;
  if (tagged.$t === 'decimal') return ScaledDecimal.parse(tagged.value) ?? tagged.value;
  return new Map(tagged.items.map(([key, item]) => [decode(key), decode(item)]));
}
