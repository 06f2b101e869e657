import { models } from '../../src/data/entities.js';
import { fieldNamed } from '../../src/data/fields.js';
import type { RecordModel } from '../../src/data/model.js';
import type { DataRequest, Row } from '../../src/data/request.js';
import type { DataSource } from '../../src/data/source.js';

/**
 * Gives of each row exactly the attributes that were asked for, in whichever spelling it has them, and nothing
 * else: what a template reads that it did not ask for is missing.
 */
export function projecting(source: DataSource): DataSource {
  return {
    async fetch(requests, options) {
      const answers = await source.fetch(requests, options);
      return answers.map((answer, index) => {
        const request = requests[index];
        if (!request || !('rows' in answer)) return answer;
        return { ...answer, rows: answer.rows.map((row) => project(request, row)) };
      });
    },
  };
}

function project(request: DataRequest, row: Row): Row {
  const fields = request.kind === 'stats' ? undefined : request.fields;
  if (fields === undefined) return row;
  const model: RecordModel = models[request.entity];
  const kept = Object.entries(row).filter(([name]) => fields.includes(fieldNamed(model, name)?.name ?? name));
  return Object.fromEntries(kept);
}
