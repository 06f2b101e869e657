import { type Reads, readsOfRows } from '../data/reads.js';
import type { Tag } from '../syntax/ast.js';
import { BoundList } from '../values/members.js';
import { PENDING, type Value } from '../values/value.js';
import { bindsData } from './bindings.js';
import { dataTagHeader } from './data-tag.js';
import { argumentsOf, asName } from './headers.js';
import type { Emit, Pass } from './pass.js';
import { numbersOf } from './record-numbers.js';
import type { RecordTag } from './record-parameters.js';
import { type Chosen, choose, type RecordUse, recordsRequest, refuse } from './record-request.js';
import { checkRecordTag } from './record-tag-check.js';
import { requestWords } from './request-words.js';
import { sampleRequest } from './sample-request.js';
import type { Binding, TagCompiler, TagDefinition } from './tag.js';

/** Turns the definition of a record tag into a tag. */
export function recordTag(definition: RecordTag): TagDefinition {
  return {
    name: definition.name,
    library: 'snippetry',
    doc: definition.doc,
    example: definition.example,
    header: dataTagHeader([...definition.parameters, ...(definition.filters ?? [])]),
    binds: (tag) => bindsRecords(definition, tag),
    reads: 'arguments',
    prints: false,
    captures: false,
    asks: (tag, source, settings) => ({
      kind: 'records',
      entity: definition.entity,
      binds: definition.binds,
      words: requestWords(definition, tag, source),
      sample: sampleRequest(definition, tag, source, settings),
    }),
    check: (tag, checker) => checkRecordTag(definition, tag, checker),
    compile: (tag, compiler) => compileUse(definition, tag, compiler),
  };
}

function bindsRecords({ binds, entity }: RecordTag, tag: Tag): readonly Binding[] {
  if (binds === 'numbers') return bindsData(tag);
  return bindsData(tag).map((binding) => ({ ...binding, records: { entity, many: binds === 'list' } }));
}

function compileUse(definition: RecordTag, tag: Tag, compiler: TagCompiler): Emit {
  const use: RecordUse = {
    definition,
    tag,
    given: argumentsOf(tag.header).named.map((node) => ({
      node,
      value: node.value && compiler.value(node.value, 'argument'),
    })),
    diagnose: ({ code, params }, range) => compiler.diagnose(code, params as never, range),
  };
  const slot = compiler.bind(asName(tag.header)?.text ?? '');
  const reads = compiler.reads(tag);
  const ofRows = reads && definition.binds === 'list' ? readsOfRows(reads) : reads;
  return (pass) => {
    const chosen = choose(use, pass);
    pass.slots[slot] = chosen === PENDING ? PENDING : boundBy(use, chosen, ofRows, pass);
    return '';
  };
}

/** What the tag binds; `chosen` is undefined where nothing can match. */
function boundBy(use: RecordUse, chosen: Chosen | undefined, reads: Reads | undefined, pass: Pass): Value {
  const { binds } = use.definition;
  if (binds === 'numbers') return numbersOf(use, chosen, pass);
  const request = chosen && recordsRequest(use, chosen, pass);
  if (request === undefined) return binds === 'one' ? null : new BoundList();
  const answer = pass.ask(request, reads);
  return Array.isArray(answer) ? bound(use, answer, pass) : answer;
}

function bound(use: RecordUse, rows: readonly Value[], pass: Pass): Value {
  const { binds, name } = use.definition;
  if (binds === 'one') return rows[0] ?? null;
  if (rows.length > pass.rowLimit) {
    refuse(use, { code: 'too-many-rows', params: { tag: name, limit: pass.rowLimit } });
  }
  pass.countRows(rows.length);
  return rows;
}
