import type { Edit } from '../diagnostics/diagnostic.js';
import type { Range } from '../diagnostics/source-text.js';
import type { Node } from './ast.js';
import { BlockStack, hasBranch } from './block-stack.js';
import { checkLabel, complain, reportAfterLast, reportMisplaced, reportUnclosed } from './complain.js';
import { reportForeignOutput } from './foreign-tags.js';
import { broken, type Frame, lastBranch, nodesOf, type OpenBranch, rawTag } from './frame.js';
import { readHeader, readOutput } from './header.js';
import { type ReadContext, trimmed } from './inside.js';
import { closedBlocks, closerOf } from './pairing.js';
import type { Item, Reading } from './readings.js';
import { delimiterPair, type Markup } from './split.js';

/** The deepest that blocks may stand in each other. */
const deepest = 200;

/**
 * Builds the tree of a template. Every mistake becomes one diagnostic and at most a few broken nodes; what
 * comes after it is read as if it had not been made.
 */
export function nest(items: readonly Item[], context: ReadContext): Node[] {
  return new Nester(items, context).build();
}

class Nester {
  readonly #root: OpenBranch = {
    name: '',
    open: { start: 0, end: 0 },
    header: undefined,
    body: [],
    assignments: [],
  };
  readonly #stack = new BlockStack();
  readonly #closed: ReadonlySet<Reading>;
  /** Fixes of blocks given up because an outer one ended first, by the end that may still come. */
  readonly #forgiven = new Map<string, Edit[][]>();
  #toldTooDeep = false;

  constructor(
    private readonly items: readonly Item[],
    private readonly context: ReadContext,
  ) {
    this.#closed = closedBlocks(items);
  }

  build(): Node[] {
    for (const item of this.items) this.#item(item);
    const end = this.context.text.length;
    while (this.#stack.depth > 0) this.#giveUp(end);
    this.#endAssignments(this.#root, end);
    return this.#root.body;
  }

  get #branch(): OpenBranch {
    return this.#stack.top ? lastBranch(this.#stack.top) : this.#root;
  }

  #push(node: Node): void {
    this.#branch.body.push(node);
  }

  #item(item: Item): void {
    switch (item.kind) {
      case 'text':
        this.#push({ kind: 'text', start: item.range.start, end: item.range.end, text: item.text });
        break;
      case 'comment':
        this.#push({ kind: 'comment', start: item.range.start, end: item.range.end });
        break;
      case 'empty': {
        const fix = [{ range: item.markup, text: '' }];
        const code = item.markup.kind === 'output' ? 'empty-output' : 'empty-tag';
        this.context.findings.add(code, {}, item.markup, { fix });
        this.#push(broken(item.markup));
        break;
      }
      case 'output':
        this.#output(item.markup);
        break;
      case 'raw':
        this.#raw(item);
        break;
      case 'tag':
        this.#tag(item.reading);
    }
  }

  #output(markup: Markup): void {
    const range = trimmed(this.context, markup.inside);
    const content = this.context.text.slice(range.start, range.end);
    if (
      this.#stack.top?.reading.handlebars &&
      /^(?:else|\^)$/.test(content) &&
      hasBranch(this.#stack.top, 'else')
    ) {
      const { opener, closer } = delimiterPair('tag', markup.style);
      this.#stack.top.fix.push({ range: markup, text: `${opener} else ${closer}` });
      this.#openBranch(this.#stack.top, 'else', markup, { shape: 'none', start: range.end, end: range.end });
      return;
    }
    const isForeign = reportForeignOutput(markup, range, this.context);
    const expression = isForeign ? undefined : readOutput(this.context, range, markup);
    const { start, end } = markup;
    this.#push(expression ? { kind: 'output', start, end, expression } : broken(markup));
  }

  #raw(item: Extract<Item, { kind: 'raw' }>): void {
    const { reading, syntax, body, close } = item;
    this.#fault(reading);
    const { markup, name } = reading;
    const header = readHeader(this.context, reading.headerRange, syntax.header, name, markup);
    if (!close) reportUnclosed(reading, item.end, this.context.text.length, this.context);
    const start = markup.start;
    this.#push(header ? rawTag(item, header) : broken({ start, end: close?.end ?? body.end }));
  }

  #tag(reading: Reading): void {
    switch (reading.role.kind) {
      case 'tag':
      case 'unknown': {
        const end = closerOf(reading);
        if (end === undefined) this.#leaf(reading);
        else this.#open(reading, end);
        break;
      }
      case 'branch':
        this.#branchTag(reading);
        break;
      case 'end':
      case 'any-end':
        this.#endTag(reading);
        break;
      case 'assignment': {
        const fix = this.#fault(reading);
        if (fix.length > 0) this.#branch.assignments.push(fix);
        this.#push(broken(reading));
      }
    }
  }

  #leaf(reading: Reading): void {
    this.#fault(reading);
    const { role, markup, name, nameRange, headerRange, start, end } = reading;
    const header =
      role.kind === 'tag'
        ? readHeader(this.context, headerRange, role.syntax.header, name, markup)
        : undefined;
    if (!header) {
      this.#push(broken(reading));
      return;
    }
    this.#push({ kind: 'tag', name, nameRange, start, end, open: { start, end }, header, branches: [] });
  }

  #open(reading: Reading, end: string): void {
    const fix = this.#fault(reading);
    const { role, markup, name, headerRange } = reading;
    const syntax = role.kind === 'tag' ? role.syntax : undefined;
    const header =
      syntax && !reading.handlebars
        ? readHeader(this.context, headerRange, syntax.header, name, markup)
        : undefined;
    const open = { start: markup.start, end: markup.end };
    const isFlat = this.#stack.depth >= deepest;
    if (isFlat) this.#tooDeep(open);
    const body = isFlat ? this.#branch.body : [];
    const branches: Frame['branches'] = [{ name, open, header, body, assignments: [] }];
    this.#stack.push({ reading, syntax, end, branches, isFlat, fix });
  }

  #tooDeep(open: Range): void {
    this.#push(broken(open));
    if (!this.#toldTooDeep) this.context.findings.add('too-deep', { most: deepest }, open);
    this.#toldTooDeep = true;
  }

  // ---------------------------------------------------------------- branches

  #branchTag(reading: Reading): void {
    const { name, start } = reading;
    while (this.#stack.top && !hasBranch(this.#stack.top, name)) {
      const isClosed = this.#closed.has(this.#stack.top.reading);
      if (isClosed || !this.#stack.divides(name)) break;
      this.#giveUp(start, true);
    }
    this.#fault(reading);
    const frame = this.#stack.top;
    if (!frame || !hasBranch(frame, name)) {
      this.#misplaced(reading, frame);
      return;
    }
    const syntax = frame.syntax?.body?.branches?.find((branch) => branch.name === name);
    if (!syntax || reportAfterLast(reading, frame, this.context)) {
      this.#push(broken(reading));
      return;
    }
    const header = readHeader(this.context, reading.headerRange, syntax.header, name, reading.markup);
    this.#openBranch(frame, name, reading.markup, header);
  }

  #openBranch(frame: Frame, name: string, markup: Markup, header: OpenBranch['header']): void {
    this.#endAssignments(lastBranch(frame), markup.start);
    const open = { start: markup.start, end: markup.end };
    if (frame.isFlat) this.#push(broken(open));
    const body = frame.isFlat ? this.#branch.body : [];
    frame.branches.push({ name, open, header, body, assignments: [] });
  }

  #misplaced(reading: Reading, frame: Frame | undefined): void {
    const better = reportMisplaced(reading, frame, this.context);
    const at = reading.headerRange.end;
    if (frame && better !== undefined) {
      this.#openBranch(frame, better, reading.markup, { shape: 'none', start: at, end: at });
    } else this.#push(broken(reading));
  }

  // -------------------------------------------------------------------- ends

  #endTag(reading: Reading): void {
    const { markup, name, role } = reading;
    const closes = role.kind === 'any-end' ? this.#stack.top !== undefined : this.#stack.ends(name);
    if (!closes) {
      this.#stray(reading);
      return;
    }
    while (this.#stack.top && role.kind !== 'any-end' && this.#stack.top.end !== name)
      this.#giveUp(markup.start, true);
    const frame = this.#stack.top;
    if (!frame) return;
    const { fault } = reading;
    const own = frame.reading.fault;
    const { opener, closer } = delimiterPair('tag', markup.style);
    if (fault?.kind === 'handlebars-block' && frame.reading.handlebars) frame.fix.push(...fault.fix);
    else if (fault) this.#fault(reading, frame.end);
    else if (frame.reading.handlebars)
      frame.fix.push({ range: markup, text: `${opener} ${frame.end} ${closer}` });
    else if (own?.kind === 'unknown-tag' && own.nearest !== undefined && !frame.syntax)
      frame.fix.push({ range: reading.nameRange, text: `end${own.nearest}` });
    checkLabel(reading, frame, this.context);
    this.#close(markup, markup.start);
  }

  #stray(reading: Reading): void {
    const { name, markup } = reading;
    this.#push(broken(reading));
    const forgiven = this.#forgiven.get(name)?.pop();
    const removal = { range: markup, text: '' };
    if (forgiven) {
      forgiven.push(removal);
      return;
    }
    this.context.findings.add(
      'stray-end',
      { name: reading.fault?.kind === 'foreign-end' ? 'end' : name },
      reading,
      {
        fix: [removal],
      },
    );
  }

  #close(close: Markup | undefined, end: number): void {
    const frame = this.#stack.top;
    if (!frame) return;
    this.#endAssignments(lastBranch(frame), end);
    const nodes = frame.isFlat ? (close ? [broken(close)] : []) : nodesOf(frame, close, end);
    this.#stack.pop();
    const { body } = this.#branch;
    for (const node of nodes) body.push(node);
  }

  /** Ends the innermost block at `end`, where something else shows that it has no end of its own. */
  #giveUp(end: number, forgive = false): void {
    const frame = this.#stack.top;
    if (!frame) return;
    if (frame.syntax) {
      const fix = reportUnclosed(frame.reading, frame.end, end, this.context);
      if (forgive) this.#forgive(frame.end, fix);
    }
    this.#close(undefined, end);
  }

  #forgive(end: string, fix: Edit[]): void {
    const fixes = this.#forgiven.get(end);
    if (fixes) fixes.push(fix);
    else this.#forgiven.set(end, [fix]);
  }

  // ------------------------------------------------------------------- names

  #fault(reading: Reading, end?: string): Edit[] {
    return reading.fault ? complain(reading, reading.fault, this.context, end) : [];
  }

  #endAssignments(branch: OpenBranch, at: number): void {
    for (const fix of branch.assignments) fix.push({ range: { start: at, end: at }, text: '{% endwith %}' });
  }
}
