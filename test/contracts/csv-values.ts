import { entities, models } from '../../src/data/entities.js';
import { fieldNamed } from '../../src/data/fields.js';
import type { RecordModel } from '../../src/data/model.js';
import type { Row } from '../../src/data/request.js';
import type { Tables } from '../../src/sources/memory.js';
import { ScaledDecimal } from '../../src/values/scaled-decimal.js';

/**
 * Tables as CSV can carry them: without what has no cell of its own (null, empty text, a text in a custom
 * column that writes a number, a boolean or JSON), and with numbers where a typed column says so.
 */
export function carriedByCsv(tables: Tables): Tables {
  return Object.fromEntries(
    Object.entries(tables).map(([name, rows]) => {
      const entity = entities.find((one) => models[one].plural === name) ?? 'contact';
      return [name, ((rows ?? []) as readonly Row[]).map((row) => carriedRow(models[entity], row))];
    }),
  );
}

function carriedRow(model: RecordModel, row: Row): Row {
  const kept: [string, unknown][] = [];
  for (const [name, value] of Object.entries(row)) {
    const carried = carriedValue(fieldNamed(model, name)?.type, value);
    if (carried !== undefined) kept.push([name, carried]);
  }
  return Object.fromEntries(kept);
}

function carriedValue(type: string | undefined, value: unknown): unknown {
  const isNumber = typeof value === 'number' || value instanceof ScaledDecimal;
  const text = typeof value === 'string' && value !== '' && !loneSurrogate.test(value) ? value : undefined;
  switch (type) {
    case 'string':
    case 'date':
      return isNumber ? String(value) : text;
    case 'id':
    case 'integer':
    case 'decimal':
    case 'money':
    case 'datetime':
      return isNumber ? value : text !== undefined && writesNumber(text) ? numberOf(text) : text;
    case 'list':
    case 'map':
      return typeof value === 'object' && value !== null && !isNumber ? value : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    default:
      if (text !== undefined)
        return /^[[{]|^(?:true|false)$/i.test(text) || writesNumber(text) ? undefined : text;
      return typeof value === 'string' || value === null ? undefined : value;
  }
}

/** No UTF-8 file holds one. */
const loneSurrogate = /\p{Surrogate}/u;

const writesNumber = (text: string): boolean => /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text);

/** As JSON has it: what a JavaScript number holds exactly is one. */
function numberOf(text: string): unknown {
  const number = Number(text);
  return Number.isSafeInteger(number) && String(number) === text ? number : ScaledDecimal.parse(text);
}
