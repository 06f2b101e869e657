import { version } from '../../package.json';
import {
  type CampaignOptions,
  campaignOf,
  checkConsent,
  everyContact,
  hashOf,
  type Identity,
} from '../campaign/index.js';
import { type DataSource, type MessageTemplate, mailParts, type Template } from '../index.js';
import { campaignAudience, campaignSuppressed } from './campaign-audience.js';
import type { CampaignFlags, CheckedFlags } from './campaign-flags.js';
import { campaignForm } from './campaign-form.js';
import { campaignWhere } from './campaign-where.js';
import type { CommandLine } from './command-line.js';
import type { LoadedConfig } from './config-file.js';
import type { Io } from './io.js';
import { resolvePath } from './paths.js';
import { readText } from './read-text.js';
import type { Delimiters, RenderSettings } from './render-flags.js';
import type { RenderInput } from './render-input.js';

export interface PlanInput {
  readonly input: RenderInput;
  readonly flags: CampaignFlags;
  readonly checked: CheckedFlags;
  readonly loaded: LoadedConfig;
  readonly data: string | DataSource;
  readonly now: Date;
  /** Locale, time zone and strictness, as far as the command line says them. */
  readonly rendering: RenderSettings['options'];
  readonly delimiters: Delimiters | undefined;
  readonly line: CommandLine;
  readonly io: Io;
}

export interface CampaignPlan {
  readonly options: CampaignOptions;
  readonly identity: Identity;
  /** Candidates, where that is known. */
  readonly total: number | undefined;
}

/**
 * All that a campaign runs with.
 *
 * @throws {Stop} for a wrong call
 * @throws {CampaignError} where the audience cannot be read, or nobody has agreed
 */
export async function campaignPlan(given: PlanInput): Promise<CampaignPlan> {
  const { input, flags, checked, now, rendering, delimiters, line, io } = given;
  const { template, engine } = input;
  const { source, retry } = template.defaults;
  const asking = { source, retry };
  const { strict: _, ...surroundings } = rendering;
  const where = campaignWhere(engine, flags.where, { ...surroundings, now }, line, delimiters);
  const form = await campaignForm(given);
  const listed = await campaignAudience(asking, flags, line, io);
  const suppressed = await campaignSuppressed(flags, io);
  const { delivery } = form;
  const consent = flags.transactional ? undefined : delivery.consent;
  if (consent !== undefined) await checkConsent(asking, consent);
  const identity = {
    ...(await identityOf(given)),
    '--audience': listed?.sha256 ?? 'all',
    '--suppress': suppressed?.sha256 ?? '',
  };
  const campaign = campaignOf(identity, now.toISOString());
  const audience = listed?.audience ?? everyContact(asking);
  const options: CampaignOptions = {
    template: written(template, checked.format, flags.channel),
    audience,
    where,
    gates: { consent, address: delivery.address, suppressed: suppressed?.set },
    now,
    write: form.write(campaign),
    rendering: { ...rendering, context: input.context },
    fileName: (name) => name,
    limits: checked.limits,
    ...(checked.chunk !== undefined && { chunk: checked.chunk }),
    ...(checked.sample !== undefined && {
      sample: { count: checked.sample, seed: hashOf(...Object.values(identity)) },
    }),
  };
  return { options, identity, total: checked.sample ?? (await audience.count()) };
}

/** A part that nobody is sent must not fail the message. */
function written(
  template: Template | MessageTemplate,
  format: string,
  channel: string | undefined,
): Template | MessageTemplate {
  if (!('parts' in template)) return template;
  if (format === 'eml') return template.only(mailParts);
  return channel !== undefined && template.parts.includes(channel) ? template.only([channel]) : template;
}

/** What must not change while a campaign goes on. The limits may, and the size of chunks. */
async function identityOf({
  input,
  flags,
  checked,
  loaded,
  data,
  rendering,
  io,
}: PlanInput): Promise<Identity> {
  const { template, engine } = input;
  const file = async (name: string | undefined) =>
    name === undefined ? '' : hashOf((await readText(name, io)).text);
  const texts = engine.textsOf(template).flatMap(({ name, text }) => [name, text]);
  return {
    'the version of Snippetry': version,
    'the template': hashOf(...texts),
    'the configuration': await file(loaded.file),
    '--data':
      typeof data === 'string' ? hashOf(data.includes('://') ? data : resolvePath(io, data)) : 'its own',
    '--context': await file(flags.context),
    '--where': flags.where ?? '',
    '--channel': flags.channel ?? '',
    '--format': checked.format,
    '--transactional': String(flags.transactional ?? false),
    '--from': flags.from ?? '',
    '--subject': flags.subject ?? '',
    '--locale': flags.locale ?? '',
    '--time-zone': flags.timeZone ?? '',
    '--delimiters': flags.delimiters ?? '',
    '--strict': String(rendering.strict ?? ''),
    '--sample': flags.sample ?? '',
  };
}
