import { type Comparable, comparable, isEmpty, likeStored, textOf } from '../../data/comparable.js';
import { truth } from '../../data/conditions.js';
import { fieldNamed } from '../../data/fields.js';
import type { Field, RecordModel } from '../../data/model.js';
import type { Condition, Lookup } from '../../data/request.js';
import { storable } from '../storable.js';
import { cellOf, numberFact } from './columns.js';
import { type Knowledge, placeOfCustom, placeOfField } from './plan-place.js';
import type { CustomType, Dialect, Operator, Param, ParamType, Place, Test } from './shape.js';

/** The test in SQL that holds for exactly the rows that meet a condition; undefined where there is none. */
export function conditionTest(model: RecordModel, condition: Condition, known: Knowledge): Test | undefined {
  const { path, lookup, value } = condition;
  if (path.length > 1) return undefined;
  const [name] = path;
  const field = fieldNamed(model, name);
  if (lookup === 'isnull') return nullTest(name, field, value, known);
  if (lookup !== 'in' && isEmpty(value)) return undefined;
  if (field?.type === 'id' && isOrder(lookup)) return idTest(field, lookup, value, known);
  const found = field ? ofField(field, known) : ofCustom(name, value, known);
  if (!found) return undefined;
  const { place, type, read } = found;
  if (isPart(lookup)) {
    const part = type === 'text' && found.texts ? textOf(value) : undefined;
    if (part === undefined || !storable(part)) return undefined;
    return { place, operator: lookup, type, param: known.bind({ type, value: part }) };
  }
  const operator = operators[lookup];
  if (!operator) return undefined;
  if (operator === 'in') {
    const given = (Array.isArray(value) ? value : [value]).filter((one) => !isEmpty(one));
    const values = given.map((one) => paramOf(read(one), known.dialect));
    if (!values.every((one) => one !== undefined)) return undefined;
    return { place, operator, type, param: known.bind({ type, value: values }) };
  }
  const one = paramOf(read(value), known.dialect);
  return one === undefined ? undefined : { place, operator, type, param: known.bind({ type, value: one }) };
}

const operators: Readonly<Partial<Record<Lookup, Operator>>> = {
  exact: '=',
  ne: 'differs',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  in: 'in',
};

/** Parts of texts, where upper and lower case differ; databases fold case in other ways than we do. */
const isPart = (lookup: Lookup): lookup is 'contains' | 'startswith' | 'endswith' =>
  lookup === 'contains' || lookup === 'startswith' || lookup === 'endswith';

const isOrder = (lookup: Lookup): lookup is 'gt' | 'gte' | 'lt' | 'lte' =>
  lookup === 'gt' || lookup === 'gte' || lookup === 'lt' || lookup === 'lte';

/** Pages are walked by it. Keys of other records sort alike on both sides only where they are equal. */
function idTest(
  field: Field,
  lookup: 'gt' | 'gte' | 'lt' | 'lte',
  value: unknown,
  known: Knowledge,
): Test | undefined {
  const read = field.name === 'id' ? comparable(field, value, known.zone) : undefined;
  const one = paramOf(read, known.dialect);
  const place = one === undefined ? undefined : placeOfField(field, known);
  const operator = operators[lookup];
  if (one === undefined || !place || !operator) return undefined;
  const ids = read?.kind === 'number' ? 'number' : 'text';
  return { place, operator, type: ids, param: known.bind({ type: ids, value: one }), ids };
}

interface Found {
  readonly place: Place;
  readonly type: ParamType;
  /** Whether it holds texts as they were sent. */
  readonly texts: boolean;
  /** A condition's value in the form of what is stored. */
  read(value: unknown): Comparable | undefined;
}

function ofField(field: Field, known: Knowledge): Found | undefined {
  const place = placeOfField(field, known);
  return (
    place && {
      place,
      type: typeOfField(field),
      texts: field.type === 'string',
      read: (value) => comparable(field, value, known.zone),
    }
  );
}

function typeOfField({ type }: Field): ParamType {
  switch (type) {
    case 'integer':
    case 'decimal':
    case 'money':
      return 'number';
    case 'datetime':
      return 'instant';
    case 'boolean':
      return 'boolean';
    default:
      return 'text';
  }
}

function ofCustom(name: string, value: unknown, known: Knowledge): Found | undefined {
  const found = placeOfCustom(name, known, typeof value === 'string' ? 'text' : 'number');
  if (!found) return undefined;
  const stored = like[found.as];
  return {
    place: found.place,
    type: found.as,
    texts: found.as === 'text',
    read: (one) => {
      const read = likeStored(undefined, stored, one, known.zone);
      return read?.kind === stored.kind ? read : undefined;
    },
  };
}

const like: Readonly<Record<CustomType, Comparable>> = {
  number: { kind: 'number', value: 0 },
  text: { kind: 'text', value: '' },
  boolean: { kind: 'boolean', value: false },
};

function nullTest(
  name: string,
  field: Field | undefined,
  value: unknown,
  known: Knowledge,
): Test | undefined {
  const wanted = truth(value);
  if (wanted === undefined || (!field && !(storable(name) && known.dialect.single(name)))) return undefined;
  // What is kept as it was sent may be null, or empty, or anything.
  if (!known.trust([[field?.name ?? name, 'kept']])) return undefined;
  const place: Place = field ? { kind: 'column', name: field.name } : { kind: 'custom', name, as: 'text' };
  return { place, operator: wanted ? 'is null' : 'is not null', type: 'text' };
}

/** As a parameter; undefined where the database would not compare it as we do. */
function paramOf(
  read: Comparable | undefined,
  dialect: Dialect,
): (Param['value'] & (string | number | boolean)) | undefined {
  if (!read) return undefined;
  if (read.kind === 'boolean') return read.value;
  if (read.kind !== 'number' || !dialect.exactNumbers || typeof read.value === 'number')
    return cellOf(read.value);
  const digits = read.value.toFixed();
  return numberFact(digits) === 'inexact' ? undefined : digits;
}
