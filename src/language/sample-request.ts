import { models } from '../data/entities.js';
import type { Field } from '../data/model.js';
import { DataRecord } from '../data/record.js';
import type { DataRequest } from '../data/request.js';
import { diagnose } from '../diagnostics/diagnostic.js';
import type { SourceText } from '../diagnostics/source-text.js';
import type { NamedArgument, Tag } from '../syntax/ast.js';
import type { SampleSettings } from './asks.js';
import { readFilterName } from './attribute-filter.js';
import { argumentsOf } from './headers.js';
import { literalOf } from './literals.js';
import { type Pass, type ReceiverKeys, RenderFailure, type Scope } from './pass.js';
import { attributeName, parameterNamed, type RecordTag } from './record-parameters.js';
import { requestOf } from './record-request.js';

const receiver: ReceiverKeys = {
  contact: { id: '1', custom_id: 'receiver', email: 'receiver@example.com' },
  company: { id: '1', custom_id: 'company' },
};

/**
 * A request such as one use of a record tag makes, for showing how a source would answer it: what the
 * template writes out as it stands there, and a value of the right type for what only a render knows.
 *
 * @returns undefined where the use can make no request
 */
export function sampleRequest(
  definition: RecordTag,
  tag: Tag,
  source: SourceText,
  settings: SampleSettings,
): DataRequest | undefined {
  const given = argumentsOf(tag.header).named.map((node) => ({
    node,
    value: node.value && (() => sampleValue(definition, node)),
  }));
  const pass: Pick<Pass, 'owner' | 'now' | 'timeZone' | 'rowLimit' | 'scopes' | 'report'> = {
    ...settings,
    owner: receiver,
    scopes: new Set<Scope>(['receiver', 'company', 'all']),
    report: () => undefined,
  };
  try {
    const request = requestOf(
      {
        definition,
        tag,
        given,
        diagnose: ({ code, params }, range) => diagnose(code, params as never, { source, range }),
      },
      pass as Pass,
    );
    return typeof request === 'object' ? request : undefined;
  } catch (error) {
    if (error instanceof RenderFailure) return undefined;
    throw error;
  }
}

function sampleValue(definition: RecordTag, { name, value }: NamedArgument): unknown {
  const literal = value && literalOf(value);
  if (literal !== undefined) return literal.value;
  const parameter = parameterNamed(definition, name.text);
  if (parameter !== undefined)
    return parameter.default ?? parameter.choices?.[0] ?? parameterSample(parameter.type);
  const filter = readFilterName(definition.entity, attributeName(definition, name.text));
  if ('problem' in filter) return 'x';
  if (filter.lookup === 'isnull') return true;
  const { related } = filter;
  // What only a render knows is taken to be what it should be.
  const one = related
    ? new DataRecord(models[related.relation.entity], { id: 1 })
    : fieldSample(filter.field);
  return filter.lookup === 'in' ? [one] : one;
}

function parameterSample(type: string): unknown {
  if (type === 'currency') return 'USD';
  return type === 'integer' || type === 'number' ? 1 : 'x';
}

function fieldSample(field: Field | undefined): unknown {
  if (field?.words) return field.words[0];
  switch (field?.type) {
    case 'id':
    case 'integer':
    case 'decimal':
    case 'money':
      return 1;
    case 'boolean':
      return true;
    case 'date':
    case 'datetime':
      return '2025-01-01T00:00:00Z';
    default:
      return 'x';
  }
}
