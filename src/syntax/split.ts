import type { Range } from '../diagnostics/source-text.js';
import type { Delimiters, Dialect } from './options.js';
import { forwardSearch, passthroughOf } from './passthrough.js';

export type DelimiterStyle = 'braces' | 'angle';
export type MarkupKind = 'tag' | 'output' | 'comment';
export type Piece = TextPiece | Markup;

export interface TextPiece extends Range {
  readonly kind: 'text';
}

/** A tag, output or comment. `inside` is what stands between delimiters and trim marks. */
export interface Markup extends Range {
  readonly kind: MarkupKind;
  readonly inside: Range;
  readonly style: DelimiterStyle;
  /** `{%-`: strips the white space before it. */
  readonly trimBefore: boolean;
  /** `-%}`: strips the white space behind it. */
  readonly trimAfter: boolean;
}

/** An opener that nothing closes, and so is text. */
export interface Unclosed extends Range {
  readonly opener: string;
  readonly closer: string;
}

export interface SplitOptions {
  readonly delimiters?: Delimiters | undefined;
  readonly dialect?: Dialect | undefined;
  readonly passthrough?: readonly string[] | undefined;
}

interface Opener {
  readonly kind: MarkupKind;
  readonly style: DelimiterStyle;
  readonly opener: string;
  readonly closer: string;
}

const openers: Record<string, Opener> = {
  '{%': { kind: 'tag', style: 'braces', opener: '{%', closer: '%}' },
  '{{': { kind: 'output', style: 'braces', opener: '{{', closer: '}}' },
  '{#': { kind: 'comment', style: 'braces', opener: '{#', closer: '#}' },
  '<%=': { kind: 'output', style: 'angle', opener: '<%=', closer: '%>' },
  '<%#': { kind: 'comment', style: 'angle', opener: '<%#', closer: '%>' },
  '<%': { kind: 'tag', style: 'angle', opener: '<%', closer: '%>' },
};

/** The delimiters of a kind in a style, as they are written. */
export function delimiterPair(kind: MarkupKind, style: DelimiterStyle): { opener: string; closer: string } {
  const found = Object.values(openers).find((one) => one.kind === kind && one.style === style);
  return { opener: found?.opener ?? '{%', closer: found?.closer ?? '%}' };
}

const openerSearch = { both: /\{[%{#]|<%[=#]?/g, braces: /\{[%{#]/g, angle: /<%[=#]?/g };
const anyDelimiter = { both: /\{[%{#]|[%}#]\}|<%|%>/g, braces: /\{[%{#]|[%}#]\}/g, angle: /<%|%>/g };
const mostUnclosed = 100;

/**
 * Splits a template into text and markup, left to right, each piece beginning where the one before ended.
 *
 * The rule is Django's (`({%.*?%}|{{.*?}}|{#.*?#})`): an opener runs to its first closer on the same line,
 * whatever stands between, quotes included. The default dialect also takes a closer on a later line when no
 * other delimiter stands before it, and reads `-` next to a delimiter as a trim mark: so `{{-5}}` prints 5
 * and trims, as in Jinja; a negative number is written `{{ -5 }}`. Time is linear in the text.
 *
 * @returns the pieces, and the openers that stayed text (the first of each line, at most 100)
 */
export function split(
  text: string,
  options: SplitOptions = {},
): { pieces: readonly Piece[]; unclosed: readonly Unclosed[] } {
  const django = options.dialect === 'django';
  const delimiters = django ? 'braces' : (options.delimiters ?? 'both');
  const nextOpener = new RegExp(openerSearch[delimiters]);
  const nextLineBreak = forwardSearch(text, '\n');
  const nextDelimiter = forwardMatch(text, new RegExp(anyDelimiter[delimiters]));
  const nextCloser = new Map(['%}', '}}', '#}', '%>'].map((closer) => [closer, forwardSearch(text, closer)]));
  const passthrough = passthroughOf(options.passthrough ?? [], text);

  const pieces: Piece[] = [];
  const unclosed: Unclosed[] = [];
  let textStart = 0;
  let reportedUpTo = -1;
  let at = 0;
  let kept = passthrough.next(0);

  while (true) {
    nextOpener.lastIndex = at;
    const match = nextOpener.exec(text);
    if (!match) break;
    const start = match.index;
    if (kept && kept.start < start && kept.end <= start) kept = passthrough.next(start);
    if (kept && kept.start <= start) {
      at = kept.end;
      kept = passthrough.next(at);
      continue;
    }
    const opener = openers[match[0]];
    if (!opener) break;
    const from = start + opener.opener.length;
    const closer = closerOf(opener, from);
    if (closer < 0) {
      if (start > reportedUpTo && unclosed.length < mostUnclosed) {
        unclosed.push({ start, end: from, opener: opener.opener, closer: opener.closer });
        const lineEnd = nextLineBreak(from);
        reportedUpTo = lineEnd < 0 ? text.length : lineEnd;
      }
      at = start + 1;
      continue;
    }
    const end = closer + opener.closer.length;
    if (textStart < start) pieces.push({ kind: 'text', start: textStart, end: start });
    pieces.push(markup(opener, start, end, from, closer));
    textStart = end;
    at = end;
    if (kept && kept.start < end) kept = passthrough.next(end);
  }
  if (textStart < text.length) pieces.push({ kind: 'text', start: textStart, end: text.length });
  return { pieces, unclosed };

  function closerOf(opener: Opener, from: number): number {
    const closer = nextCloser.get(opener.closer)?.(from) ?? -1;
    if (closer < 0) return -1;
    const lineBreak = nextLineBreak(from);
    if (lineBreak < 0 || closer < lineBreak) return closer;
    return !django && nextDelimiter(from) === closer ? closer : -1;
  }

  function markup(opener: Opener, start: number, end: number, from: number, to: number): Markup {
    const trimBefore = !django && from < to && text[from] === '-';
    const insideStart = trimBefore ? from + 1 : from;
    const trimAfter = !django && insideStart < to && text[to - 1] === '-';
    return {
      kind: opener.kind,
      style: opener.style,
      start,
      end,
      inside: { start: insideStart, end: trimAfter ? to - 1 : to },
      trimBefore,
      trimAfter,
    };
  }
}

/** As `forwardSearch`, for a global pattern. */
function forwardMatch(text: string, pattern: RegExp): (from: number) => number {
  let found = -2;
  return (from) => {
    if (found === -1 || found >= from) return found;
    pattern.lastIndex = from;
    found = pattern.exec(text)?.index ?? -1;
    return found;
  };
}
