import type { z } from 'zod';
import { models } from '../data/entities.js';
import { own } from '../data/fields.js';
import { keyText } from '../data/keys.js';
import type { Entity } from '../data/model.js';
import type { KeyField, Row } from '../data/request.js';
import type { DataSource } from '../data/source.js';
import { type Editing, type Finish, named, save } from './editing.js';
import type { Call, Operation } from './operation.js';
import { get } from './read.js';
import { refuse } from './refusal.js';
import { recordOf } from './schemas.js';

export const root = '/api/public';

/** A kind of record with addresses of its own: `/deals/{id}/` and `/deals-by-id/{custom_id}/`. */
export interface Resource {
  readonly entity: Entity;
  readonly plural: string;
  /** Refuses a new record that lacks something. */
  readonly create?: (sent: Row) => void;
  readonly finish?: Finish;
}

/** The record that a part of the address names. */
export async function find(source: DataSource, entity: Entity, key: KeyField, value: string): Promise<Row> {
  const row = await get(source, entity, key, value);
  if (!row) throw refuse(404, key, `there is no ${named(entity)} with this ${key}`);
  return row;
}

const answerOf = ({ entity }: Resource) => recordOf(models[entity]);

/** One record, by its id and by its custom_id. */
export function readOne(resource: Resource): readonly Operation[] {
  const { entity, plural } = resource;
  return (
    [
      ['id', plural],
      ['custom_id', `${plural}-by-id`],
    ] as const
  ).map(([key, path]) => ({
    method: 'get',
    path: `${root}/${path}/{${key}}/`,
    summary: `One ${named(entity)}, by ${key}`,
    tag: plural,
    answer: answerOf(resource),
    run: ({ store, part }) => find(store.source, entity, key, part(key)),
  }));
}

export function createOne(resource: Resource, body: z.ZodType): Operation {
  const { entity, plural } = resource;
  return {
    method: 'post',
    path: `${root}/${plural}/`,
    summary: `A new ${named(entity)}`,
    tag: plural,
    body,
    status: 201,
    answer: answerOf(resource),
    run: (call) => change(call, (editing) => write(editing, resource, undefined, call.body)),
  };
}

/** Changes what is sent and nothing else: PATCH by id, PUT by custom_id. */
export function updateOne(resource: Resource, body: z.ZodType): readonly Operation[] {
  const { entity, plural } = resource;
  return (
    [
      ['patch', 'id', plural],
      ['put', 'custom_id', `${plural}-by-id`],
    ] as const
  ).map(([method, key, path]) => ({
    method,
    path: `${root}/${path}/{${key}}/`,
    summary: `Change a ${named(entity)}, by ${key}; what is omitted keeps its value`,
    tag: plural,
    body,
    answer: answerOf(resource),
    run: (call) =>
      change(call, async (editing) => {
        const stored = await find(editing.writer.source, entity, key, call.part(key));
        return write(editing, resource, stored, call.body);
      }),
  }));
}

/**
 * Changes the record with the custom_id that is sent, or makes it.
 *
 * @param answer what is told of it
 */
export function updateOrCreate(
  resource: Resource,
  body: z.ZodType,
  answer: { readonly schema: z.ZodType; readonly of: (row: Row, created: boolean) => unknown },
): Operation {
  const { entity, plural } = resource;
  return {
    method: 'post',
    path: `${root}/${plural}/update_or_create/`,
    summary: `Change the ${named(entity)} with this custom_id, or make it`,
    tag: plural,
    body,
    answer: answer.schema,
    run: (call) =>
      change(call, async (editing) => {
        const stored = await twin(editing.writer.source, entity, call.body);
        return answer.of(await write(editing, resource, stored, call.body), stored === undefined);
      }),
  };
}

export const wholeRecord = (resource: Resource) => ({ schema: answerOf(resource), of: (row: Row) => row });

/** All that an operation reads and writes is one transaction, so that of two at once one comes after the other. */
export const change = <T>({ store, now }: Call, work: (editing: Editing) => Promise<T>): Promise<T> =>
  store.write((writer) => work({ writer, now }));

/**
 * The record that is meant. A user without a custom_id is found by e-mail address, and takes the custom_id
 * that is sent with it: somebody who was known by address alone has now been given a number.
 */
async function twin(source: DataSource, entity: Entity, sent: Row): Promise<Row | undefined> {
  const customId = keyText(own(sent, 'custom_id'));
  const email = entity === 'contact' ? keyText(own(sent, 'email')) : undefined;
  if (customId === undefined && email === undefined) {
    throw refuse(400, 'custom_id', entity === 'contact' ? 'or email must be given' : 'must be given');
  }
  const known = customId === undefined ? undefined : await get(source, entity, 'custom_id', customId);
  if (known || email === undefined) return known;
  const holder = await get(source, entity, 'email', email);
  const isOther = customId !== undefined && holder && keyText(own(holder, 'custom_id')) !== undefined;
  return isOther ? undefined : holder;
}

function write(editing: Editing, resource: Resource, stored: Row | undefined, sent: Row): Promise<Row> {
  if (!stored) resource.create?.(sent);
  return save(editing, resource.entity, stored, sent, resource.finish);
}
