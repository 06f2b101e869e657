import type { DataPlan, MessageTemplate, PlanAsk, PlannedUse, PlanStep, Template } from '../index.js';
import { type PlacedStatement, type ShownDialect, statementsOf } from './explained-sql.js';
import { counted } from './result.js';

const dialectNames: Readonly<Record<ShownDialect, string>> = { sqlite: 'SQLite', postgres: 'PostgreSQL' };

/** How a plan is shown. */
export interface ExplainSettings {
  /** Whose SQL; none without it. */
  readonly dialect: ShownDialect | undefined;
  /** Receivers that share their fetches. */
  readonly batchSize: number;
}

/** At most so many: where every condition of the template holds for somebody in the batch. */
export interface Counts {
  readonly batchSize: number;
  /** Of the source. */
  readonly callsPerBatch: number;
  readonly callsPerThousand: number;
  readonly loaderCallsPerBatch: number;
  readonly loaderCallsPerThousand: number;
  readonly statementsPerBatch: number | undefined;
  readonly statementsPerThousand: number | undefined;
}

/** A plan as text, with what it was made from. */
export interface Explanation {
  readonly text: string;
  readonly counts: Counts;
  readonly statements: readonly PlacedStatement[];
}

export async function explanation(
  template: Template | MessageTemplate,
  plan: DataPlan,
  settings: ExplainSettings,
): Promise<Explanation> {
  const { dialect } = settings;
  const statements = dialect === undefined ? [] : await statementsOf(plan, dialect);
  const counts = count(plan, settings, dialect === undefined ? undefined : statements.length);
  const lines = [
    `${template.source.name}, ${'parts' in template ? `a message: ${template.parts.join(', ')}` : `channel ${template.channel}`}`,
    '',
    ...plan.steps.flatMap((step, index) => [...stepLines(step, index, plan), '']),
    ...unknownLines(plan),
    ...countLines(counts, plan, dialect),
    ...(dialect === undefined || statements.length === 0 ? [] : ['', ...sqlLines(statements, dialect)]),
  ];
  return { text: `${lines.join('\n')}\n`, counts, statements };
}

function count(plan: DataPlan, { batchSize }: ExplainSettings, statements: number | undefined): Counts {
  const batches = Math.ceil(1000 / batchSize);
  const callsPerBatch = plan.steps.reduce((sum, { calls }) => sum + calls, 0);
  const loaderCallsPerBatch = plan.steps.reduce((sum, { loaders }) => sum + loaders.length, 0);
  return {
    batchSize,
    callsPerBatch,
    callsPerThousand: callsPerBatch * batches,
    loaderCallsPerBatch,
    loaderCallsPerThousand: loaderCallsPerBatch * batches,
    statementsPerBatch: statements,
    statementsPerThousand: statements === undefined ? undefined : statements * batches,
  };
}

// ------------------------------------------------------------------- steps

function heading({ when }: PlanStep, before: PlanStep | undefined): string {
  if (when === 'receivers') return 'The receivers';
  return before?.when === 'before' ? 'Then, still before the first pass' : 'Before the first pass';
}

function stepLines(step: PlanStep, index: number, plan: DataPlan): readonly string[] {
  const calls = [
    ...(step.calls > 0 ? [`${counted(step.calls, 'call')} of the source`] : []),
    ...step.loaders.map((name) => `1 call of ${name}`),
  ];
  return [
    `${index + 1}. ${heading(step, plan.steps[index - 1])}: ${calls.join(', ')}`,
    ...step.asks.flatMap((ask) => askLines(ask, plan)),
  ];
}

function askLines(ask: PlanAsk, plan: DataPlan): readonly string[] {
  switch (ask.kind) {
    case 'root':
      return [`   ${ask.name}`, ...rootLines(plan)];
    case 'relation': {
      const when = ask.conditional ? ', where a condition reads it' : ', with the records that name it';
      return [`   ${ask.path}: its ${ask.entity.replaceAll('_', ' ')}${when}`];
    }
    case 'tag':
      return useLines(ask);
  }
}

function rootLines({ roots, wholeRoots }: DataPlan): readonly string[] {
  const readsDeal =
    roots.some((path) => path === 'deal' || path.startsWith('deal.')) ||
    wholeRoots.some(({ name }) => name === 'deal');
  return [
    ...(roots.length === 0 ? [] : wrapped(`reads ${roots.join(', ')}`)),
    ...wholeRoots.map(({ name, reason }) => `     everything of ${name}, because ${reason}`),
    // Who it goes to is known only once the deal is there.
    ...(readsDeal ? ["     where no receiver is named, the deal's contact takes one call more"] : []),
  ];
}

function useLines(use: PlannedUse): readonly string[] {
  const { line, column } = use.source.position(use.range.start);
  return [
    `   ${use.name} (${line}:${column}): ${use.words}`,
    ...(use.reads.length === 0 ? [] : wrapped(`reads ${use.reads.join(', ')}`)),
    ...(use.everything === undefined ? [] : [`     everything is fetched, because ${use.everything}`]),
    ...(use.needs.length === 0 ? [] : [`     waits for ${use.needs.join(', ')}`]),
    ...use.under.map(({ source, range }) => {
      const at = source.position(range.start);
      return `     only under ${source.text.slice(range.start, range.end).replace(/\s+/g, ' ')} (${at.line}:${at.column})`;
    }),
  ];
}

function unknownLines({ unknowns }: DataPlan): readonly string[] {
  if (unknowns.length === 0) return [];
  const lines = unknowns.map(({ source, range, reason }) => {
    const { line, column } = source.position(range.start);
    return `   ${source.name}:${line}:${column}: ${reason}`;
  });
  return ['Not known before it runs', ...lines, ''];
}

// ------------------------------------------------------------------ counts

function countLines(
  counts: Counts,
  { unknowns }: DataPlan,
  dialect: ShownDialect | undefined,
): readonly string[] {
  const { batchSize, callsPerBatch, callsPerThousand, loaderCallsPerBatch, loaderCallsPerThousand } = counts;
  const rows = [
    ['calls of the source', callsPerBatch, callsPerThousand],
    ...(loaderCallsPerBatch > 0
      ? [['calls of loaders', loaderCallsPerBatch, loaderCallsPerThousand] as const]
      : []),
    ...(dialect === undefined
      ? []
      : [
          [
            `statements on ${dialectNames[dialect]}`,
            counts.statementsPerBatch ?? 0,
            counts.statementsPerThousand ?? 0,
          ] as const,
        ]),
  ] as const;
  const widest = Math.max(...rows.map(([name]) => name.length));
  const most = unknowns.some(({ asks }) => asks)
    ? 'At most, beside what templates ask for that are not known'
    : 'At most';
  return [
    `${most}, for ${counted(batchSize, 'receiver')} and for 1,000 in such batches:`,
    ...rows.map(
      ([name, one, thousand]) =>
        `   ${name.padEnd(widest)}  ${String(one).padStart(4)}  ${String(thousand).padStart(5)}`,
    ),
  ];
}

function sqlLines(statements: readonly PlacedStatement[], dialect: ShownDialect): readonly string[] {
  return [
    `SQL on ${dialectNames[dialect]}`,
    ...statements.flatMap(({ of, sql }) => [`   ${of.join(', ')}`, ...wrapped(sql), '']),
  ].slice(0, -1);
}

/** A text in lines that a terminal holds. */
function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.replace(/\s+/g, ' ').trim().split(' ')) {
    if (line !== '' && line.length + word.length > 100) {
      lines.push(`     ${line}`);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, `     ${line}`];
}

// -------------------------------------------------------------------- JSON

/** What `--json` prints of it. */
export function explanationJson(
  template: Template | MessageTemplate,
  plan: DataPlan,
  { counts, statements }: Explanation,
): Readonly<Record<string, unknown>> {
  return {
    template: template.source.name,
    ...('parts' in template ? { parts: template.parts } : { channel: template.channel }),
    reads: plan.roots,
    everythingOf: plan.wholeRoots,
    steps: plan.steps.map(({ when, calls, loaders, asks }) => ({
      when,
      calls,
      loaders,
      asks: asks.map(askJson),
    })),
    unknowns: plan.unknowns.map(({ source, range, reason, asks }) => ({
      template: source.name,
      ...source.position(range.start),
      reason,
      ...(asks && { asks }),
    })),
    counts,
    statements,
  };
}

function askJson(ask: PlanAsk): Readonly<Record<string, unknown>> {
  if (ask.kind !== 'tag') {
    const { samples: _, ...rest } = ask;
    return rest;
  }
  const { source, range, under, sample, ...rest } = ask;
  return {
    ...rest,
    template: source.name,
    ...source.position(range.start),
    under: under.map((one) => ({
      text: one.source.text.slice(one.range.start, one.range.end),
      template: one.source.name,
      ...one.source.position(one.range.start),
    })),
    ...(sample !== undefined && 'fields' in sample && { fields: sample.fields }),
  };
}
