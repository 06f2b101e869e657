import type { Place } from '../values/safe-text.js';
import { type Markup, type MarkupState, output } from './markup.js';

/** The places of a text whose formatting ends with its line. */
export interface LinePlaces {
  readonly text: Place;
  /** Within a pair of marks, or in a line that begins with a mark: what ends the line ends that. */
  readonly line: Place;
  readonly code: Place;
  readonly block: Place;
  /** The target of a link, at its beginning and further on, and the text of a link. */
  readonly address?: Place;
  readonly link?: Place;
  readonly label?: Place;
}

/** How Slack and WhatsApp read the author's own text. */
export interface LineGrammar {
  readonly pairs: string;
  /** What the beginning of a line is matched with, to know whether the line is a quotation or an item. */
  readonly lineStart: RegExp;
  /** Slack's `<…>`. */
  readonly links: boolean;
}

type Mode = 'text' | 'code' | 'block' | 'address' | 'link' | 'label';

interface State extends MarkupState {
  readonly mode: Mode;
  /** Marks that are open in this line. */
  readonly open: string;
  /** The line so far, as far as it may still turn out to begin with a mark. */
  readonly head: string;
  readonly marked: boolean;
  readonly before: string;
  /** Backticks that the next character decides. */
  readonly ticks: number;
}

const state = (parts: Omit<State, 'key'>): State => ({
  ...parts,
  key: [parts.mode, parts.open, parts.head, parts.marked, parts.before, parts.ticks].join('\n'),
});

/** Longest beginning of a line that matters: `12345. `. */
const headLength = 8;

/**
 * Reads text as Slack and WhatsApp do. Neither refuses anything, so nothing is reported; a mark that may be open
 * counts as open, since all that follows from it is a stricter escape.
 */
export function lineMarkup({ pairs, lineStart, links }: LineGrammar, places: LinePlaces): Markup {
  const marks = new Set(pairs);

  const step = (from: State, c: string): State => {
    if (c === '`') return state({ ...from, ticks: from.ticks + 1, head: '', before: c });
    const at = settled(from);
    const head = c === '\n' ? '' : lengthened(at, c);
    const marked = c === '\n' ? false : at.marked || lineStart.test(head);
    const next = { ...at, head, marked, before: c };
    if (at.mode === 'block') return state(next);
    if (c === '\n') return state({ ...next, mode: 'text', open: '' });
    if (at.mode === 'code') return state(next);
    if (links) {
      // `a < b`: no link begins with white space.
      if (at.mode === 'address' && /\s/.test(c)) return state({ ...next, mode: 'text' });
      if (at.mode === 'address' || at.mode === 'link') {
        return state({ ...next, mode: c === '>' ? 'text' : c === '|' ? 'label' : 'link' });
      }
      if (at.mode === 'label') return state({ ...next, mode: c === '>' ? 'text' : 'label' });
      if (c === '<') return state({ ...next, mode: 'address' });
    }
    return state(marks.has(c) ? { ...next, open: toggled(at, c) } : next);
  };

  return {
    start: state({ mode: 'text', open: '', head: '', marked: false, before: '\n', ticks: 0 }),
    read: (text, from) => [...text].reduce(step, from as State),
    merge(one, other) {
      const [a, b] = [settled(one as State), settled(other as State)];
      if (a.key === b.key) return one;
      if (a.mode !== b.mode) return undefined;
      const open = a.open + [...b.open].filter((mark) => !a.open.includes(mark)).join('');
      const before = openness(b) > openness(a) ? b.before : a.before;
      return state({ ...a, open, before, marked: a.marked || b.marked, head: a.head || b.head });
    },
    place(given) {
      const at = settled(given as State);
      if (at.mode === 'text') return at.open !== '' || at.marked ? places.line : places.text;
      return places[at.mode] ?? places.line;
    },
    end: () => undefined,
  };
}

const lengthened = ({ before, head }: State, c: string): string =>
  before === '\n' || head !== '' ? (head + c).slice(0, headLength) : '';

const settled = (from: State): State => (from.ticks === 0 ? from : ticked(from));

/** Backticks one after another, decided: three begin or end a block, one or two a piece of code. */
function ticked(from: State): State {
  const block = from.ticks >= 3;
  const other: Mode = block ? 'block' : 'code';
  if (from.mode === other) return state({ ...from, mode: 'text', ticks: 0 });
  // In a block a lone backtick is itself; two are a piece of code without text.
  if (from.mode === 'block' || (!block && from.ticks === 2)) return state({ ...from, ticks: 0 });
  return state({ ...from, mode: other, ticks: 0 });
}

/** How readily a mark opens behind this, and how hardly it closes. */
const openness = ({ before }: State): number => {
  if (/\s/.test(before)) return 2;
  return before === output || /[\p{L}\p{N}]/u.test(before) ? 0 : 1;
};

/** What is open after a mark: it closes its own kind behind text, and opens it where no word goes before. */
function toggled({ open, before }: State, mark: string): string {
  if (open.includes(mark)) return /\s/.test(before) ? open : open.replace(mark, '');
  return before === output || /[\p{L}\p{N}]/u.test(before) ? open : open + mark;
}
