import type { AccessPaths } from '../analyse/paths.js';
import type { Channel } from '../channels/channel.js';
import type { ParsedTemplate } from '../compile/parsed.js';
import type { Symbols } from '../compile/symbols.js';
import type { SourceText } from '../diagnostics/source-text.js';
import type { Emit } from '../language/pass.js';

/** A compiled root template. The traced twin is made when first wanted: it has symbols of its own. */
export interface Program {
  readonly parsed: ParsedTemplate;
  readonly source: SourceText;
  /** What its message is for. */
  readonly channel: Channel;
  readonly emit: Emit;
  readonly symbols: Symbols;
  /** What it reads of its data, worked out when first wanted. */
  readonly paths: AccessPaths;
  traced(): Program;
  /**
   * The same with nothing in it but what can lead to a request for data, made when first wanted. Undefined
   * where the template asks for none.
   */
  gathering(): Program | undefined;
}

/** The program that renders, and its twins: see Program. */
export type ProgramKind = 'plain' | 'traced' | 'gathering';
