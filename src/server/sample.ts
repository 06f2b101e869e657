import type { Renderable } from './tenant.js';

type Reads = NonNullable<ReturnType<Renderable['program']['paths']['roots']['get']>>;

/** Names that records and messages are found by: they are given beside the context. */
const targets: ReadonlySet<string> = new Set(['receiver', 'deal', 'event']);
/** What the engine fills in itself. */
const own: ReadonlySet<string> = new Set(['unsubscribe_url']);

/** What a template reads: `receiver.email`, `items[].name`. */
export function variablesOf(template: Renderable): readonly string[] {
  const found = new Set<string>();
  for (const [name, reads] of template.program.paths.roots) pathsBelow(name, reads, found);
  return [...found].sort();
}

function pathsBelow(path: string, reads: Reads, found: Set<string>): void {
  if (reads.members.size === 0 && reads.ofElements === undefined) found.add(path);
  else if (reads.isWhole) found.add(path);
  for (const [name, below] of reads.members) {
    pathsBelow(/^\d+$/.test(name) ? `${path}[]` : `${path}.${name}`, below, found);
  }
  if (reads.ofElements) pathsBelow(`${path}[]`, reads.ofElements, found);
}

/**
 * Fields of a render request, with a value for everything that the template reads of them; lists have one item. What
 * data tags read comes from the server's data.
 *
 * @example // Hi {{ receiver.first_name }}: { receiver: { id: 1, first_name: 'Ann' } }
 */
export function sampleOf(template: Renderable): Readonly<Record<string, unknown>> {
  const sample: Record<string, unknown> = {};
  const context: [string, unknown][] = [];
  for (const [name, reads] of template.program.paths.roots) {
    if (own.has(name)) continue;
    if (!targets.has(name)) context.push([name, exampleOf(name, reads)]);
    else {
      const value = exampleOf(name, reads);
      sample[name] = typeof value === 'object' ? { id: 1, ...value } : { id: 1 };
    }
  }
  return context.length > 0 ? { ...sample, context: Object.fromEntries(context) } : sample;
}

function exampleOf(name: string, reads: Reads): unknown {
  const members = [...reads.members];
  const items = members.filter(([one]) => /^\d+$/.test(one));
  if (reads.ofElements || items.length > 0) {
    const length = Math.max(1, ...items.map(([one]) => Math.min(Number(one), 99) + 1));
    const item = reads.ofElements ?? items[0]?.[1];
    return Array.from({ length }, () => (item ? exampleOf(name.replace(/s$/, ''), item) : name));
  }
  if (members.length > 0) {
    return Object.fromEntries(members.map(([one, below]) => [one, exampleOf(one, below)]));
  }
  return plainValue(name);
}

/** By the name alone: whoever reads the sample puts better ones in its place. */
function plainValue(name: string): unknown {
  if (/email/i.test(name)) return 'ann@example.com';
  if (/(?:_at|date|time|datetime)$/i.test(name)) return '2025-06-25T12:00:00Z';
  if (/(?:value|price|amount|total|sum|quantity|count|number)$/i.test(name)) return 1;
  if (/(?:url|link|href)$/i.test(name)) return 'https://example.com/';
  if (/currency$/i.test(name)) return 'EUR';
  if (/^first_?name$/i.test(name)) return 'Ann';
  if (/^last_?name$/i.test(name)) return 'Smith';
  return name;
}
