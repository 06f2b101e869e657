import type { Channel } from '../channels/channel.js';
import type { SourceText } from '../diagnostics/source-text.js';
import type { Language } from '../language/builtins.js';
import type { FilterSite } from '../language/filter.js';

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
}

/** The place that code is compiled for: the template, and what holds around the node. */
export interface Site extends FilterSite {
  /** Whether outputs are escaped for the channel; `autoescape` says so of HTML, which filters know. */
  readonly escaping: boolean;
  readonly source: SourceText;
}
