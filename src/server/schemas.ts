import { z } from '@hono/zod-openapi';
import { DateTime, FixedOffsetZone, IANAZone } from 'luxon';

const record = z.record(z.string(), z.unknown(), 'must be an object: names and their values');
const named = (what: string) =>
  z.union([z.string(), record], { error: `must be ${what}: a text, or the record itself as an object` });
const receiver = named('a contact by custom_id, e-mail address or id:N').openapi({
  description: 'A contact: custom_id, e-mail address or id:N, or the record itself',
});

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text.replaceAll('_', '-')).length === 1;
  } catch {
    return false;
  }
}

const isTimeZone = (text: string): boolean =>
  IANAZone.isValidZone(text) || FixedOffsetZone.parseSpecifier(text) !== null;

const isTime = (text: string): boolean => DateTime.fromISO(text, { zone: 'UTC' }).isValid;

const template = {
  template: z.string().optional().openapi({ description: 'The text of a template; or give its name' }),
  name: z.string().min(1).max(500).optional().openapi({ description: 'A template of the server' }),
  channel: z.string().optional().openapi({ description: 'What to escape for: html, text, slack …' }),
};

const oneTemplate = (body: { template?: string | undefined; name?: string | undefined }): boolean =>
  (body.template === undefined) !== (body.name === undefined);
const whichTemplate = { error: 'give either template or name', path: ['template'] };

/** What `POST /v1/render` is sent. */
export const renderBody = z
  .strictObject({
    ...template,
    receiver: receiver.optional(),
    receivers: z.array(receiver).optional().openapi({ description: 'Answered with a line each' }),
    deal: named('a deal by custom_id or id:N').optional(),
    event: record.optional(),
    context: record.optional(),
    locale: z.string().refine(isLocale, 'is no BCP 47 tag such as pl or de-AT').optional(),
    timeZone: z
      .string()
      .refine(isTimeZone, 'is no IANA name such as Europe/Warsaw, and no offset such as UTC+05:30')
      .optional(),
    now: z.string().refine(isTime, 'is no ISO 8601 time such as 2025-06-25T00:00:00Z').optional(),
    strict: z.union([z.boolean(), z.literal('all')]).optional(),
  })
  .refine(oneTemplate, whichTemplate)
  .refine((body) => body.receiver === undefined || body.receivers === undefined, {
    error: 'give either receiver or receivers',
    path: ['receivers'],
  })
  .openapi('RenderRequest');

/** What `POST /v1/check` is sent. */
export const checkBody = z.strictObject(template).refine(oneTemplate, whichTemplate).openapi('CheckRequest');

const place = z.object({ offset: z.number(), line: z.number(), column: z.number() });

const diagnostic = z
  .object({
    code: z.string(),
    severity: z.enum(['error', 'warning', 'info']),
    message: z.string(),
    help: z.string().optional(),
    file: z.string(),
    start: place,
    end: place,
    related: z
      .array(z.object({ message: z.string(), file: z.string(), start: place, end: place }))
      .optional(),
    fix: z.array(z.object({ start: z.number(), end: z.number(), text: z.string() })).optional(),
    count: z.number().optional(),
  })
  .openapi('Diagnostic');

const message = z.object({
  subject: z.string().optional(),
  preheader: z.string().optional(),
  html: z.string().optional(),
  text: z.string().optional(),
  channels: z.record(z.string(), z.string()).optional(),
});

/** One receiver's answer. */
export const outcome = z
  .object({
    outcome: z.enum(['rendered', 'skipped', 'failed']),
    index: z.number().optional().openapi({ description: 'In a line: which of the receivers, from 0' }),
    text: z.string().optional().openapi({ description: 'Of a template' }),
    message: message.optional().openapi({ description: 'Of a message: its parts' }),
    reason: z.string().optional(),
    place: z.object({ file: z.string(), line: z.number(), column: z.number() }).optional(),
    diagnostics: z.array(diagnostic),
  })
  .openapi('Outcome');

export const checked = z
  .object({
    ok: z.boolean(),
    diagnostics: z.array(diagnostic),
    variables: z.array(z.string()).openapi({ description: 'What the template reads: receiver.email' }),
    sample: z
      .record(z.string(), z.unknown())
      .nullable()
      .openapi({ description: 'Fields of a render request that it renders with; null where it has errors' }),
  })
  .openapi('Checked');

export const health = z.object({ status: z.enum(['ok', 'stopping']) }).openapi('Health');

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    requestId: z.string(),
    diagnostics: z.array(diagnostic).optional(),
  })
  .openapi('Problem');
