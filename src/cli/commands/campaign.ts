import { begunWith, CampaignError, runCampaign } from '../../campaign/index.js';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.js';
import { type CampaignFlags, checkFlags } from '../campaign-flags.js';
import { campaignPlan } from '../campaign-plan.js';
import { campaignDone } from '../campaign-progress.js';
import { campaignResult } from '../campaign-summary.js';
import type { CommandLine } from '../command-line.js';
import { loadConfig } from '../config-file.js';
import { exit, Stop } from '../exit.js';
import type { Io } from '../io.js';
import { resolvePath } from '../paths.js';
import { progressBar } from '../progress-bar.js';
import { renderSettings } from '../render-flags.js';
import { readInput } from '../render-input.js';
import type { Result } from '../result.js';

/** `snippetry campaign TEMPLATE --data … --out …`: a message for everyone, going on where it was stopped. */
export async function campaignCommand(
  file: string,
  flags: CampaignFlags,
  line: CommandLine,
  io: Io,
): Promise<Result> {
  const faults: Diagnostic[] = [];
  const settings = renderSettings(flags, line, faults);
  const checked = checkFlags(flags, line, faults);
  if (faults.length > 0) throw new Stop(exit.usage, faults);
  const loaded = await loadConfig(flags.config, io);
  const data = flags.data ?? loaded.config.data;
  if (data === undefined) {
    const params = { option: '--data DIR or --data FILE.db', why: 'where the contacts are is missing' };
    throw new Stop(exit.usage, [diagnose('missing-option', params, line.at('', '--data'))]);
  }
  const output =
    flags.out === undefined || flags.dryRun
      ? undefined
      : ({
          path: resolvePath(io, flags.out).replace(/[\\/]+$/, ''),
          shown: flags.out,
          kind: checked.format === 'jsonl' ? 'lines' : 'folder',
        } as const);
  return told(line, flags, async () => {
    // A campaign that goes on keeps its clock, and records without a time are read by it.
    const begun = output && (await begunWith(output));
    const now = settings.clock(loaded.config.timeZone) ?? (begun ? new Date(begun.clock) : io.now());
    const { template, ...given } = {
      template: file,
      data,
      now: now.toISOString(),
      delimiters: settings.delimiters,
    };
    const { tokenFile, context, channel } = flags;
    const input = await readInput(
      { ...given, template, tokenFile, context, event: undefined, channel, channelIsPart: true },
      loaded,
      line,
      io,
    );
    const bar = progressBar(io);
    const stop = stopper();
    try {
      const wanted = settings.delimiters ?? loaded.config.delimiters;
      const plan = await campaignPlan({
        ...{ input, flags, checked, loaded, data, now, rendering: settings.options, line, io },
        delimiters: wanted,
      });
      const began = performance.now();
      const result = await runCampaign({
        ...plan.options,
        ...(output && { output: { ...output, identity: plan.identity } }),
        signal: stop.signal,
        ...(bar && { onProgress: (progress) => bar.update(campaignDone(progress, plan.total)) }),
      });
      bar?.stop();
      return campaignResult(result, (performance.now() - began) / 1000, {
        out: output?.shown,
        notes: input.diagnostics,
        line,
        flags,
      });
    } finally {
      bar?.stop();
      stop.done();
      await input.close();
    }
  });
}

/** A first SIGINT or SIGTERM ends it behind the chunk at work; a second at once, which does no harm either. */
function stopper() {
  const stop = new AbortController();
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const abort = () => {
    stop.abort();
    done();
  };
  const done = () => {
    for (const name of signals) process.off(name, abort);
  };
  for (const name of signals) process.once(name, abort);
  return { signal: stop.signal, done };
}

/** What keeps a campaign from beginning or going on, at the option that it is about. */
async function told<T>(line: CommandLine, flags: CampaignFlags, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CampaignError)) throw error;
    const { diagnostic } = error;
    const wrongCall = ['output-foreign', 'campaign-differs', 'consent-unknown'].includes(diagnostic.code);
    const at =
      wrongCall && diagnostic.code !== 'consent-unknown' ? line.at(flags.out ?? '', '--out') : diagnostic;
    const { source, range } = at;
    throw new Stop(wrongCall ? exit.usage : exit.failed, [{ ...diagnostic, source, range }]);
  }
}
