import { entry } from '../entry.js';

const limits = {
  steps: 'takes more steps',
  output: 'prints more characters',
  depth: 'includes templates more levels deep',
  rows: 'binds more records',
  calls: 'asks its data source more often',
} as const;

/** Methods of other languages, and the filters that do their work. */
const filters: ReadonlyMap<string, string> = new Map([
  ['upper', 'upper'],
  ['toUpperCase', 'upper'],
  ['lower', 'lower'],
  ['toLowerCase', 'lower'],
  ['capitalize', 'capfirst'],
  ['length', 'length'],
  ['size', 'length'],
  ['first', 'first'],
  ['last', 'last'],
]);

function asFilter(path: string): string | undefined {
  const dot = path.lastIndexOf('.');
  const filter = dot > 0 ? filters.get(path.slice(dot + 1)) : undefined;
  return filter === undefined ? undefined : `for the filter write ${path.slice(0, dot)}|${filter}`;
}

/** What happens while a message is rendered: missing and blank values, budgets, failures. */
export const rendering = {
  'missing-value': entry<{ path: string; nearest?: string | undefined }>({
    severity: 'warning',
    message: ({ path }) => `"${path}" has no value here`,
    help: ({ path, nearest }) =>
      asFilter(path) ??
      (nearest === undefined
        ? `check the name, or give a fallback: ${path}|default:"…"`
        : `did you mean ${nearest}? Else give a fallback: ${path}|default:"…"`),
  }),
  'blank-value': entry<{ path: string; nearest?: string | undefined }>({
    severity: 'info',
    message: ({ path }) => `"${path}" is blank`,
    help: ({ path, nearest }) =>
      nearest === undefined
        ? `give a fallback: ${path}|default:"…"`
        : `did you mean ${nearest}? Else give a fallback: ${path}|default:"…"`,
  }),
  skipped: entry<{ reason: string }>({
    severity: 'info',
    message: ({ reason }) => (reason === '' ? 'skipped' : `skipped: ${reason}`),
  }),
  'filter-failed': entry<{ filter: string; reason: string }>({
    severity: 'error',
    message: ({ filter, reason }) => `the filter "${filter}" cannot do this: ${reason}`,
  }),
  'limit-exceeded': entry<{ limit: keyof typeof limits; most: number | undefined }>({
    severity: 'error',
    message: ({ limit, most }) =>
      `the message ${limits[limit]} than ${most === undefined ? 'can be done' : `its limit of ${most} allows`}`,
    help: ({ limit }) =>
      limit === 'depth'
        ? 'a template that includes itself must come to an end'
        : `shorten it, or raise limits.${limit}`,
  }),
  'too-many-rounds': entry<{ rounds: number }>({
    severity: 'error',
    message: ({ rounds }) =>
      `the data tags depend on one another more than ${rounds} ${rounds === 1 ? 'level' : 'levels'} deep`,
    help: () =>
      "use fewer data tags whose arguments come from other data tags' answers, or raise limits.rounds",
  }),
  'data-in-sync-render': entry({
    severity: 'error',
    message: () => 'renderSync cannot fetch data, and this template needs some',
    help: () => 'use render',
  }),
  'context-shadows-root': entry<{ name: string }>({
    severity: 'warning',
    message: ({ name }) => `the context's "${name}" stands in place of the engine's own`,
    help: () => 'rename it in the context, unless that is meant',
  }),
  'unknown-receiver': entry<{ receiver: string; nearest?: string | undefined }>({
    severity: 'error',
    message: ({ receiver }) => `there is no contact "${receiver}"`,
    help: () => 'a receiver is named by custom_id, by e-mail address, or as id:N',
  }),
  'unknown-deal': entry<{ deal: string }>({
    severity: 'error',
    message: ({ deal }) => `there is no deal "${deal}"`,
    help: () => 'a deal is named by custom_id, or as id:N',
  }),
  'event-not-object': entry({
    severity: 'error',
    message: () => 'the event is no object',
    help: () => "give what was sent: { name: '…', data: { … } }",
  }),
  'unknown-channel': entry<{ name: string; channels: readonly string[]; nearest?: string | undefined }>({
    severity: 'error',
    message: ({ name }) => `there is no channel "${name}"`,
    help: ({ channels, nearest }) =>
      nearest === undefined ? `channels are ${channels.join(', ')}` : `did you mean "${nearest}"?`,
  }),
  'source-failed': entry<{ what: string; reason: string }>({
    severity: 'error',
    message: ({ what, reason }) => `the data for ${what} could not be fetched: ${reason}`,
  }),
  'render-crashed': entry<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => `rendering stopped unexpectedly: ${reason}`,
    help: () => 'please report it, with the template',
  }),
} as const;
