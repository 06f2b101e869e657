import { own } from '../data/fields.js';
import type { Editing } from './editing.js';
import { get, list } from './read.js';
import { uuidV7 } from './uuid.js';

/**
 * The step in which a department's new deals begin: the first by its order. A department that is not there
 * is made, with one step: there is no address at which one could be made before.
 */
export async function firstStep({ writer, now }: Editing, department: string): Promise<unknown> {
  const [step] = await list(writer.source, {
    kind: 'list',
    entity: 'stage',
    where: [{ path: ['pipeline'], lookup: 'exact', value: department }],
    order: { field: 'order', direction: 1 },
    limit: 1,
    timeZone: 'UTC',
  });
  if (step) return own(step, 'id');
  const known = await get(writer.source, 'pipeline', 'id', department);
  if (!known) await writer.put('pipeline', [{ id: department, name: 'Department' }]);
  const id = uuidV7(Date.parse(now));
  await writer.put('stage', [{ id, name: 'New', pipeline: department, order: 1 }]);
  return id;
}
