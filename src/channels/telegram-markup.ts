import type { Place } from '../values/safe-text.js';
import { type Markup, type MarkupState, output, type ReportFault } from './markup.js';

/** The places of a MarkdownV2 text. */
export interface TelegramPlaces {
  readonly text: Place;
  readonly quote: Place;
  /** In a quotation, within another mark. */
  readonly quotedLine: Place;
  readonly code: Place;
  readonly quotedCode: Place;
  /** Right behind the three marks of a block. */
  readonly opening: Place;
  readonly quotedOpening: Place;
  readonly address: Place;
  readonly link: Place;
}

/** An entity that has begun: how it was opened, and where. `[` is the text of a link, `(` its target. */
interface Open {
  readonly by: string;
  readonly at: number;
}

interface State extends MarkupState {
  readonly open: readonly Open[];
  /** Characters whose meaning the next one decides. */
  readonly held: string;
  readonly heldAt: number;
  /** Nothing but white space since the last line break; for `>`. */
  readonly lineStart: boolean;
  /** Nothing yet since the opening of what is innermost. */
  readonly fresh: boolean;
}

const reserved: ReadonlySet<string> = new Set('_*[]()~`>#+-=|{}.!');
const escapable = (code: number): boolean => code >= 1 && code <= 126;

const state = (parts: Omit<State, 'key'>): State => ({
  ...parts,
  key: [parts.open.map(({ by }) => by).join(' '), parts.held, parts.lineStart, parts.fresh].join('\n'),
});

/** Reads MarkdownV2 as Telegram's own parser does, which refuses a message at the first fault. */
export function telegramMarkup(places: TelegramPlaces): Markup {
  return {
    start: state({ open: [], held: '', heldAt: 0, lineStart: true, fresh: false }),
    read: (text, from, at, report) => new Reader(text, from as State, at, report).run('more'),
    merge(one, other) {
      const [a, b] = [one as State, other as State];
      if (a.key === b.key) return a;
      return a.held === b.held ? merged(a, b) : merged(settled(a), settled(b));
    },
    place(from) {
      const { open, fresh } = lineEnded(settled(from as State));
      const by = open[open.length - 1]?.by;
      const quoted = open.some((one) => one.by === '>');
      if (by === '(') return fresh ? places.address : places.link;
      if (by === '```' && fresh) return quoted ? places.quotedOpening : places.opening;
      if (by === '`' || by === '```') return quoted ? places.quotedCode : places.code;
      if (by === '>') return places.quote;
      return quoted ? places.quotedLine : places.text;
    },
    end(to, from, at, report) {
      const { open } = new Reader('', to as State, at, report).run('end');
      for (const one of open.slice(settled(from as State).open.length)) {
        if (one.by === '>') continue;
        report({ kind: 'unclosed', opener: one.by, start: one.at, end: one.at + one.by.length });
      }
    },
  };
}

/** The state with what is held decided by a value that follows. */
const settled = (from: State): State =>
  from.held === '' ? from : new Reader(output, from, from.heldAt, undefined).run('before');

function merged(one: State, other: State): State | undefined {
  const [a, b] = [lineEnded(one), lineEnded(other)];
  const marks = ({ open }: State): string => open.map(({ by }) => by).join(' ');
  if (marks(a) !== marks(b)) return undefined;
  return state({ ...a, lineStart: a.lineStart || b.lineStart, fresh: a.fresh || b.fresh });
}

/** Behind the line break of a quotation: a `>` that follows is read alike, whether it goes on or begins anew. */
const lineEnded = (from: State): State =>
  from.lineStart && from.open.length === 1 && from.open[0]?.by === '>' ? state({ ...from, open: [] }) : from;

class Reader {
  #text: string;
  #i = 0;
  #open: Open[];
  #lineStart: boolean;
  #fresh: boolean;
  readonly #held: number;

  constructor(
    text: string,
    readonly from: State,
    readonly at: number,
    readonly report: ReportFault | undefined,
  ) {
    this.#text = from.held + text;
    this.#held = from.held.length;
    this.#open = [...from.open];
    this.#lineStart = from.lineStart;
    this.#fresh = from.fresh;
  }

  /** `more`: text may follow. `end`: none does. `before`: up to the last character, which is only looked at. */
  run(until: 'more' | 'end' | 'before'): State {
    const stop = until === 'before' ? this.#text.length - 1 : this.#text.length;
    while (this.#i < stop) {
      if (until === 'more' && this.#undecided()) break;
      this.#step();
    }
    return state({
      open: this.#open,
      held: this.#text.slice(this.#i, stop),
      heldAt: this.#place(this.#i),
      lineStart: this.#lineStart,
      fresh: this.#fresh,
    });
  }

  /** Whether what is left has a meaning that only the next text decides. */
  #undecided(): boolean {
    const left = this.#text.slice(this.#i, this.#i + 3);
    if (left.length === 3 || this.#i + left.length < this.#text.length) return false;
    if (left === '\\') return true;
    const by = this.#inner;
    if (by === '`' || by === '(') return false;
    if (by === '```') return left === '`' || left === '``';
    return ['_', '|', '||', '!', '`', '``'].includes(left) || (left === ']' && this.#labelled);
  }

  get #inner(): string | undefined {
    return this.#open[this.#open.length - 1]?.by;
  }

  get #labelled(): boolean {
    return this.#inner === '[' || this.#inner === '![';
  }

  #step(): void {
    const c = this.#text[this.#i] ?? '';
    const by = this.#inner;
    const inside = by === '`' || by === '(' || by === '```';
    if (!inside && this.#lineStart && this.#quoted && this.#continuesQuote(c)) this.#i += 1;
    else if (c === '\\') this.#backslash();
    else if (inside) this.#inside(c, by);
    else if (reserved.has(c)) this.#mark(c);
    else this.#plain(c);
  }

  /** In code and in the target of a link nothing counts but what ends it. */
  #inside(c: string, by: string): void {
    const closer = by === '(' ? ')' : by;
    if (this.#text.startsWith(closer, this.#i)) this.#close(closer.length);
    else if (by === '```' && c === '`') this.#refuse(c);
    else this.#plain(c);
  }

  #backslash(): void {
    const next = this.#text.charCodeAt(this.#i + 1);
    // Before a value it would take away the value's own backslash.
    if (this.#text[this.#i + 1] === output) {
      this.#refuse('\\');
      return;
    }
    this.#plain('\\');
    if (escapable(next)) this.#i += 1;
  }

  get #quoted(): boolean {
    return this.#open.some(({ by }) => by === '>');
  }

  /** At the start of a line within a quotation: another `>` goes on with it, all else ends it. */
  #continuesQuote(c: string): boolean {
    if (c === '>') {
      this.#lineStart = false;
      return true;
    }
    const at = this.#open.findIndex(({ by }) => by === '>');
    for (const one of this.#open.slice(at + 1)) this.#unclosed(one);
    this.#open = this.#open.slice(0, at);
    return false;
  }

  #mark(c: string): void {
    const text = this.#text;
    const i = this.#i;
    const double = text[i + 1] === c;
    // An empty bold parts two quotations that follow one another.
    if (this.#lineStart && text.startsWith('**>', i)) this.#i += 2;
    // At the end of a quotation it says that the rest of it unfolds.
    else if (c === '|' && double && this.#inner === '>' && this.#lineEnds(i + 2)) this.#skip(2);
    else if (c === '_') this.#toggle(double ? '__' : '_');
    else if (c === '*' || c === '~') this.#toggle(c);
    else if (c === '|' && double) this.#toggle('||');
    else if (c === '`') this.#begin(text.startsWith('```', i) ? '```' : '`');
    else if (c === ']' && this.#labelled) this.#closeLabel();
    else if (c === '[' && !this.#labelled) this.#begin('[');
    else if (c === '!' && text[i + 1] === '[' && !this.#labelled) this.#begin('![');
    else if (c === '>' && this.#lineStart && this.#open.length === 0) this.#begin('>');
    else this.#refuse(c);
  }

  #lineEnds(at: number): boolean {
    return at === this.#text.length || this.#text[at] === '\n';
  }

  #closeLabel(): void {
    const label = this.#open.pop();
    this.#skip(1);
    if (this.#text[this.#i] !== '(') return;
    this.#open.push({ by: '(', at: label?.at ?? this.#place(this.#i) });
    this.#skip(1);
    this.#fresh = true;
  }

  #toggle(mark: string): void {
    if (this.#inner === mark) this.#close(mark.length);
    else this.#begin(mark);
  }

  #begin(mark: string): void {
    this.#open.push({ by: mark, at: this.#place(this.#i) });
    this.#skip(mark.length);
    this.#fresh = true;
  }

  #close(length: number): void {
    this.#open.pop();
    this.#skip(length);
  }

  #plain(c: string): void {
    this.#skip(1);
    this.#lineStart = c === '\n';
  }

  #skip(length: number): void {
    this.#i += length;
    this.#lineStart = false;
    this.#fresh = false;
  }

  #refuse(c: string): void {
    const start = this.#place(this.#i);
    this.report?.({ kind: 'reserved', character: c, start, end: start + 1 });
    this.#skip(1);
  }

  #unclosed({ by, at }: Open): void {
    this.report?.({ kind: 'unclosed', opener: by, start: at, end: at + by.length });
  }

  /** The offset in the source. */
  #place(index: number): number {
    return index < this.#held ? this.from.heldAt + index : this.at + index - this.#held;
  }
}
