import type { Tag } from '../syntax/ast.js';
import { BoundList } from '../values/members.js';
import { PENDING, type Value } from '../values/value.js';
import { bindsData } from './bindings.js';
import { dataTagHeader } from './data-tag.js';
import { argumentsOf, asName } from './headers.js';
import type { Emit, Pass } from './pass.js';
import type { RecordTag } from './record-parameters.js';
import { type RecordUse, refuse, requestOf } from './record-request.js';
import { checkRecordTag } from './record-tag-check.js';
import type { TagCompiler, TagDefinition } from './tag.js';

/** Turns the definition of a record tag into a tag. */
export function recordTag(definition: RecordTag): TagDefinition {
  return {
    name: definition.name,
    library: 'snippetry',
    doc: definition.doc,
    example: definition.example,
    header: dataTagHeader(definition.parameters, 'any'),
    binds: bindsData,
    prints: false,
    captures: false,
    check: (tag, checker) => checkRecordTag(definition, tag, checker),
    compile: (tag, compiler) => compileUse(definition, tag, compiler),
  };
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
  const nothing: Value = definition.binds === 'one' ? null : new BoundList();
  return (pass) => {
    const request = requestOf(use, pass);
    const answer = request === PENDING ? PENDING : request === undefined ? nothing : pass.ask(request);
    pass.slots[slot] = Array.isArray(answer) ? bound(use, answer, pass) : answer;
    return '';
  };
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
