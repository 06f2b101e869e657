import type { Channel } from '../channels/channel.js';
import type { MarkupState } from '../channels/markup.js';
import type { SourceText } from '../diagnostics/source-text.js';
import type { Language } from '../language/builtins.js';
import type { Catalogues } from '../language/catalogues.js';
import type { FilterSite } from '../language/filter.js';
import type { Place } from '../values/safe-text.js';
import type { Gathering } from './gathering.js';

/** What stays the same for every template of one root. */
export interface CompileSettings {
  readonly language: Language;
  readonly channel: Channel;
  readonly django: boolean;
  /** Whether outputs are escaped until `autoescape` says otherwise. */
  readonly autoescape: boolean;
  /** Django's `string_if_invalid`: what a missing value prints. */
  readonly stringIfInvalid: string;
  readonly tagLines: 'keep' | 'drop';
  /** Compile the closures that log what each node prints. */
  readonly trace: boolean;
  /** Translations, which the channel's markup is read in too. */
  readonly catalogues: Catalogues | undefined;
  /** Where it is given, only what can lead to a request for data is compiled. */
  readonly gathering: Gathering | undefined;
}

/** What one piece of a template may be compiled for more than one way. */
export interface Way {
  /** Whether outputs are escaped for the channel. */
  readonly escaping: boolean;
  /** Whether everything is compiled: a gathering root does so only where a text is looked at. */
  readonly whole: boolean;
  /** What is open in the channel's markup where the piece stands; undefined where the channel has none. */
  readonly state: MarkupState | undefined;
}

export const wayKey = ({ escaping, whole, state }: Way): string =>
  `${escaping ? 'escaped' : 'raw'} ${whole ? 'whole' : 'gathering'} ${state?.key ?? ''}`;

/**
 * The place that code is compiled for: the template, and what holds around the node. `escaping` is for the
 * channel; `autoescape` says the same of HTML, which filters know.
 */
export interface Site extends FilterSite, Way {
  readonly source: SourceText;
  /** Where in the message it stands: the channel itself where that is one place. */
  readonly place: Place;
}
