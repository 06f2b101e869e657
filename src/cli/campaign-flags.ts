import { type Limit, parseLimit } from '../campaign/index.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import type { CommandLine } from './command-line.js';
import { invalidChoice, type RenderFlags } from './render-flags.js';
import { wholeNumber } from './whole-number.js';

/** The options of `campaign` as they were given. */
export interface CampaignFlags extends Omit<RenderFlags, 'to' | 'deal' | 'event' | 'part'> {
  readonly audience?: string;
  readonly where?: string;
  readonly format?: string;
  readonly transactional?: true;
  readonly suppress?: string;
  readonly maxFailed?: string;
  readonly maxBlank?: readonly string[];
  readonly dryRun?: true;
  readonly sample?: string;
  readonly from?: string;
  readonly subject?: string;
  readonly chunk?: string;
}

/** Those that can be told from the command line alone. */
export interface CheckedFlags {
  readonly format: 'eml' | 'jsonl';
  readonly limits: { readonly failed?: Limit; readonly blank: ReadonlyMap<string, Limit> };
  readonly sample: number | undefined;
  readonly chunk: number | undefined;
}

/** Receivers of a sample, which are held together. */
const mostSampled = 10_000;

/** @param faults gets what is wrong with them */
export function checkFlags(flags: CampaignFlags, line: CommandLine, faults: Diagnostic[]): CheckedFlags {
  const { out, dryRun } = flags;
  if (out === undefined && !dryRun) {
    const params = { option: '--out DIR or --out FILE.jsonl', why: 'where the messages shall go is missing' };
    faults.push(diagnose('missing-option', params, line.at('', '--out')));
  }
  const number = (option: string, text: string | undefined, most: number) =>
    text === undefined ? undefined : wholeNumber(option, text, { least: 1, most }, line, faults);
  return {
    format: formatOf(flags, line, faults),
    limits: limitsOf(flags, line, faults),
    sample: number('--sample', flags.sample, mostSampled),
    chunk: number('--chunk', flags.chunk, 100_000),
  };
}

/** Without a place for them, whether they would be mails is not asked. */
function formatOf({ format, out }: CampaignFlags, line: CommandLine, faults: Diagnostic[]): 'eml' | 'jsonl' {
  if (format === 'eml' || format === 'jsonl') return format;
  if (format !== undefined) faults.push(invalidChoice('--format', format, ['eml', 'jsonl'], line));
  return out === undefined || /\.(?:jsonl|ndjson)$/i.test(out) ? 'jsonl' : 'eml';
}

function limitsOf({ maxFailed, maxBlank = [] }: CampaignFlags, line: CommandLine, faults: Diagnostic[]) {
  const limit = (option: string, given: string, text: string): Limit | undefined => {
    const read = parseLimit(text);
    const wants = 'a share such as 1%, or a number';
    if (read === undefined)
      faults.push(diagnose('invalid-number', { option, text, wants }, line.at(given, option)));
    return read;
  };
  const failed = maxFailed === undefined ? undefined : limit('--max-failed', maxFailed, maxFailed);
  const blank = new Map<string, Limit>();
  for (const given of maxBlank) {
    const [, path = '', text = given] = /^([^=]+)=(.*)$/.exec(given) ?? [];
    const read = limit('--max-blank', given, path === '' ? '' : text);
    if (read !== undefined) blank.set(path.replace(/\s+/g, ''), read);
  }
  return { ...(failed && { failed }), blank };
}
