import { FixedOffsetZone, Zone } from 'luxon';
import type { SafeText } from '../../src/index.js';
import { isCallable } from '../../src/values/callable.js';
import { brackets, type Members, member } from '../../src/values/members.js';
import { pythonRepr } from '../../src/values/python-repr.js';
import type { Value } from '../../src/values/value.js';

/** A list that prints in parentheses. */
export class PythonTuple extends Array<Value> {
  get [brackets](): readonly [string, string] {
    return ['(', this.length === 1 ? ',)' : ')'];
  }
}

/** Something that is walked over and counted, and has no members of its own. */
class Walked implements Members {
  constructor(
    readonly elements: readonly Value[],
    readonly text: string,
  ) {}
  [member](_name: string): Value {
    return undefined;
  }
  memberNames(): readonly string[] {
    return [];
  }
  memberText(): string {
    return this.text;
  }
  memberElements(): readonly Value[] {
    return this.elements;
  }
}

export class PythonSet extends Walked {
  constructor(items: readonly Value[], frozen: boolean) {
    const inside = items.length === 0 ? '' : `{${pythonRepr(items).slice(1, -1)}}`;
    super(items, frozen ? `frozenset(${inside})` : inside || 'set()');
  }
}

export class PythonRange extends Walked {
  constructor(start: number, stop: number, step: number) {
    const items: number[] = [];
    for (let at = start; step > 0 ? at < stop : at > stop; at += step) items.push(at);
    super(items, `range(${start}, ${stop}${step === 1 ? '' : `, ${step}`})`);
  }
  override [member](name: string): Value {
    return /^\d+$/.test(name) ? this.elements[Number(name)] : undefined;
  }
}

export class PythonBytes extends Walked {
  constructor(bytes: Uint8Array) {
    super([...bytes], `b${bytesRepr(bytes)}`);
  }
}

function bytesRepr(bytes: Uint8Array): string {
  const named: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 13: '\\r', 92: '\\\\' };
  const quote = bytes.includes(39) && !bytes.includes(34) ? '"' : "'";
  const shown = Array.from(bytes, (byte) => {
    if (byte === 39 && quote === "'") return "\\'";
    if (named[byte] !== undefined) return named[byte];
    return byte < 32 || byte > 126 ? `\\x${byte.toString(16).padStart(2, '0')}` : String.fromCharCode(byte);
  });
  return quote + shown.join('') + quote;
}

export class PythonTimedelta implements Members {
  constructor(
    readonly days: number,
    readonly seconds: number,
    readonly microseconds: number,
  ) {}
  [member](name: string): Value {
    return name === 'days' || name === 'seconds' || name === 'microseconds' ? this[name] : undefined;
  }
  memberNames(): readonly string[] {
    return ['days', 'seconds', 'microseconds'];
  }
  memberTruth(): boolean {
    return this.days !== 0 || this.seconds !== 0 || this.microseconds !== 0;
  }
  memberText(): string {
    const two = (value: number) => String(value).padStart(2, '0');
    const clock = `${Math.trunc(this.seconds / 3600)}:${two(Math.trunc(this.seconds / 60) % 60)}:${two(this.seconds % 60)}`;
    const fraction = this.microseconds === 0 ? '' : `.${String(this.microseconds).padStart(6, '0')}`;
    const days = this.days === 0 ? '' : `${this.days} day${Math.abs(this.days) === 1 ? '' : 's'}, `;
    return days + clock + fraction;
  }
}

export interface ObjectWays {
  readonly text: string | SafeText;
  readonly truth?: boolean;
  readonly length?: number;
  readonly elements?: readonly Value[];
}

/** An instance of some class: attributes, and whatever of Python's protocols the class follows. */
export class PythonObject implements Members {
  declare memberElements?: () => readonly Value[];
  declare memberLength?: () => number;

  constructor(
    readonly attributes: ReadonlyMap<string, () => Value>,
    readonly ways: ObjectWays,
  ) {
    const { length, elements } = ways;
    if (elements !== undefined) this.memberElements = () => elements;
    if (length !== undefined) this.memberLength = () => length;
  }
  [member](name: string): Value {
    const found = this.attributes.get(name)?.();
    return isCallable(found) ? found() : found;
  }
  memberNames(): readonly string[] {
    return [...this.attributes.keys()];
  }
  memberText(): string | SafeText {
    return this.ways.text;
  }
  memberTruth(): boolean {
    return this.ways.truth ?? this.ways.length !== 0;
  }
}

/** An offset with a name of its own, as Python's `timezone(delta, name)`. */
export class NamedOffset extends Zone {
  readonly #minutes: number;
  readonly #name: string;

  constructor(minutes: number, name: string) {
    super();
    this.#minutes = minutes;
    this.#name = name;
  }
  override get type(): string {
    return 'offset';
  }
  override get name(): string {
    return this.#name;
  }
  override get isUniversal(): boolean {
    return true;
  }
  override get isValid(): boolean {
    return true;
  }
  override offsetName(): string {
    return this.#name;
  }
  override formatOffset(_at: number, format: 'narrow' | 'short' | 'techie'): string {
    return FixedOffsetZone.instance(this.#minutes).formatOffset(0, format);
  }
  override offset(): number {
    return this.#minutes;
  }
  override equals(other: Zone): boolean {
    return other instanceof NamedOffset && other.#name === this.#name && other.#minutes === this.#minutes;
  }
}
