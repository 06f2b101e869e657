import { type CampaignResult, type ReasonCount, shownLimit, type Tally } from '../campaign/index.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import type { CampaignFlags } from './campaign-flags.js';
import type { CommandLine } from './command-line.js';
import { exit } from './exit.js';
import { jsonOf, type Result } from './result.js';

const number = (count: number): string => count.toLocaleString('en');

/** What a campaign came to, for people. */
export function campaignSummary(tally: Tally, out: string | undefined): string {
  const { rendered, skipped, failed, unmatched } = tally;
  const total = rendered + skipped + failed;
  const where = unmatched > 0 ? `; ${number(unmatched)} more do not meet --where` : '';
  const head =
    out === undefined
      ? `Of ${countedOf(total, 'receiver')}${where}:`
      : `${countedOf(total, 'receiver')} in ${out}${where}:`;
  const lines = [
    head,
    `  rendered ${number(rendered)}`,
    ...group('skipped', skipped, tally.reasons),
    ...group('failed', failed, tally.reasons),
    ...blanks(tally),
  ];
  return `${lines.join('\n')}\n`;
}

const countedOf = (count: number, noun: string): string =>
  `${number(count)} ${noun}${count === 1 ? '' : 's'}`;

function group(outcome: ReasonCount['outcome'], count: number, reasons: readonly ReasonCount[]): string[] {
  if (count === 0) return [];
  const of = reasons.filter((one) => one.outcome === outcome).sort((a, b) => b.count - a.count);
  const told = of.reduce((sum, one) => sum + one.count, 0);
  return [
    `  ${outcome} ${number(count)}`,
    ...of.map(
      ({ count: some, reason, place, examples }) =>
        `    ${number(some)}: ${reason.replace(/^skipped: /, '')}${place === undefined ? '' : ` (${place})`}, such as ${examples.join(', ')}`,
    ),
    ...(told < count ? [`    ${number(count - told)}: for other reasons`] : []),
  ];
}

/** `receiver.first_name` blank for 212 of 10,000 (line 3). */
function blanks({ blanks: all, rendered, failed }: Tally): string[] {
  const files = new Set(all.map(({ file }) => file));
  return [...all]
    .sort((a, b) => b.count - a.count)
    .map(({ path, file, line, count, missing, examples }) => {
      const place = files.size > 1 ? `${file}, line ${line}` : `line ${line}`;
      const what = missing ? 'missing' : 'blank';
      return `  ${path} ${what} for ${number(count)} of ${number(rendered + failed)} (${place}), such as ${examples.join(', ')}`;
    });
}

export interface Told {
  /** As the person wrote it; absent where nothing was written. */
  readonly out: string | undefined;
  readonly notes: readonly Diagnostic[];
  readonly flags: CampaignFlags;
  readonly line: CommandLine;
}

/** What the command comes to. */
export function campaignResult(result: CampaignResult, seconds: number, told: Told): Result {
  const { tally, ended, resumed } = result;
  const { rendered, skipped, failed, unmatched, reasons, blanks: all } = tally;
  const stops = stopsOf(result, told);
  const diagnostics = [...told.notes, ...stops];
  const rate = seconds > 0 ? Math.round(result.readNow / seconds) : 0;
  const time = `  ${seconds.toFixed(1)} s, ${number(rate)} a second\n`;
  const text = campaignSummary(tally, told.out);
  return {
    code: stops.length > 0 ? exit.failed : exit.done,
    text:
      ended === 'already-done'
        ? `This campaign has ended: nothing is left to do.\n${text}`
        : `${text}${time}`,
    notes: diagnostics,
    json: {
      ended,
      resumed,
      ...{ rendered, skipped, failed, unmatched, reasons, blanks: all },
      seconds,
      rate,
      diagnostics: jsonOf(diagnostics),
    },
  };
}

function stopsOf({ ended, limit }: CampaignResult, { flags, line }: Told): Diagnostic[] {
  if (ended === 'stopped') return [diagnose('campaign-stopped', {}, line.at(''))];
  if (ended !== 'limit' || limit === undefined) return [];
  const { what, count, of } = limit;
  const failed = what === 'failed';
  const option = failed ? '--max-failed' : '--max-blank';
  const given = failed ? flags.maxFailed : flags.maxBlank?.find((one) => one.startsWith(`${what}=`));
  const params = {
    what: failed ? 'it failed' : `${what} was blank`,
    count,
    of,
    limit: shownLimit(limit.limit),
    option,
  };
  return [diagnose('limit-passed', params, line.at(given ?? '', option))];
}
