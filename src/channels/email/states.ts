import type { MarkupState } from '../markup.js';
import type { AttributeKind } from './attributes.js';
import { type CssState, cssKey } from './css-parts.js';
import { type Dashes, dashesKey, noDashes } from './dashes.js';
import type { ScriptState } from './script.js';
import { type UrlState, urlKey } from './url-parts.js';

/** The states of HTML's tokenizer, as far as they matter to what follows. */
export type Mode =
  | 'text'
  /** `<`, `</`, `<!` and what may still become a comment or a doctype. */
  | 'open'
  | 'tag-name'
  | 'before-name'
  | 'name'
  | 'after-name'
  /** A name ends here or the next begins, as one of the parts before is printed or not. */
  | 'name-undecided'
  | 'before-value'
  | 'value'
  | 'raw'
  | 'comment'
  /** `<!doctype …>`, `<![if …]>`, `<?…>`: up to the next `>`. */
  | 'bogus';

/** How far HTML has been read. What does not matter in a mode has the value of `text`. */
export interface HtmlState extends MarkupState {
  readonly mode: Mode;
  /** Of the tag that is being read or the raw text that is open, if its name matters; `-` for any other. */
  readonly element: string;
  /** Of an attribute, in lower case. */
  readonly name: string;
  readonly kind: AttributeKind;
  readonly quote: '"' | "'" | '';
  /** Nothing yet in an unquoted value. */
  readonly fresh: boolean;
  /** Characters whose meaning the next one decides; in a comment what may be the condition of one for Outlook. */
  readonly held: string;
  readonly url: UrlState | undefined;
  readonly css: CssState | undefined;
  /** Of a script that is open. */
  readonly script: ScriptState['mode'];
  /** Of a comment: how much of its end has been read. */
  readonly dashes: Dashes;
  /** Within a comment that Outlook reads: the same of that. */
  readonly outer: Dashes | undefined;
  /** Where what is open was opened. Says nothing of what follows. */
  readonly since: number;
  readonly outerSince: number;
}

export type Parts = Omit<HtmlState, 'key'>;

export const textParts: Parts = {
  mode: 'text',
  element: '',
  name: '',
  kind: 'plain',
  quote: '',
  fresh: false,
  held: '',
  url: undefined,
  css: undefined,
  script: 'plain',
  dashes: noDashes,
  outer: undefined,
  since: 0,
  outerSince: 0,
};

export const htmlState = (parts: Parts): HtmlState => ({ ...parts, key: keyOf(parts) });

/** At the beginning of a message: one object, so that it is known at sight. */
export const textState: HtmlState = htmlState(textParts);

function keyOf(parts: Parts): string {
  const { mode, element, name, kind, quote, fresh, held, url, css, script, dashes, outer } = parts;
  if (mode === 'text' && outer === undefined) return 'text';
  return [
    mode,
    element,
    name,
    kind,
    quote,
    fresh,
    held,
    url && urlKey(url),
    css && cssKey(css),
    script,
    dashesKey(dashes),
    outer && dashesKey(outer),
  ].join('\n');
}

/** Where a state is, for people. */
export function described(state: HtmlState): string {
  const inOutlook = state.outer === undefined ? '' : ' of a conditional comment';
  return placeWords(state) + inOutlook;
}

function placeWords({ mode, name, element, held }: HtmlState): string {
  switch (mode) {
    case 'text':
      return 'in text';
    case 'open':
      return `behind "${held}"`;
    case 'tag-name':
      return 'in the name of a tag';
    case 'before-value':
    case 'value':
      return `in the value of the attribute "${name}"`;
    case 'raw':
      return `in <${element}>`;
    case 'comment':
      return 'in a comment';
    case 'bogus':
      return 'in a declaration';
    default:
      return 'inside a tag';
  }
}
