import { setImmediate } from 'node:timers/promises';
import { type MessageOutcome, type Outcome, type RenderManyOptions, toJson } from '../index.js';
import type { Row } from './body.js';
import type { Call } from './call.js';
import { Problem, problemOf } from './problem.js';
import type { Renderable, Tenant } from './tenant.js';

/** A body that `renderBody` took. */
export interface RenderRequest extends Omit<RenderManyOptions, 'signal' | 'trace' | 'batchSize'> {
  readonly template?: string;
  readonly name?: string;
  readonly channel?: string;
  readonly receiver?: string | Row;
  readonly receivers?: readonly (string | Row)[];
}

/** @throws {Problem} for a channel that there is none of, @throws {TemplateError} for what is wrong with the template */
export async function templateOf(
  tenant: Tenant,
  { template, name, channel }: Pick<RenderRequest, 'template' | 'name' | 'channel'>,
): Promise<Renderable> {
  if (channel !== undefined && !tenant.named.channels.has(channel)) {
    const known = [...tenant.named.channels.keys()].join(', ');
    throw new Problem(400, 'channel', `channel: there is none of this name; there are ${known}`);
  }
  if (name !== undefined) return tenant.load(name, channel);
  return tenant.compile(template ?? '', channel);
}

/** The answer for one receiver. */
export async function renderOne(template: Renderable, request: RenderRequest, call: Call): Promise<object> {
  call.receivers = request.receiver === undefined ? 0 : 1;
  const outcome = await template.render({ ...optionsOf(request, call), receiver: request.receiver });
  call.signal.throwIfAborted();
  return shown(outcome);
}

/**
 * A line of JSON for each receiver, in their order. What nobody reads is not rendered, but for the batch that is
 * under way and the data of the next. Where it cannot go on, the last line is a problem.
 */
export function renderLines(
  template: Renderable,
  request: RenderRequest,
  call: Call,
): ReadableStream<Uint8Array> {
  const utf8 = new TextEncoder();
  const outcomes = template.renderMany(request.receivers ?? [], optionsOf(request, call));
  const line = (value: object) => utf8.encode(`${JSON.stringify(value)}\n`);
  call.streams = true;
  const close = async (status: number) => {
    call.end(status);
    await outcomes.return(undefined);
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          // Timers and other requests get their turn.
          if (call.receivers % 50 === 49) await setImmediate();
          call.signal.throwIfAborted();
          const { value, done } = await outcomes.next();
          if (!done) {
            call.receivers++;
            controller.enqueue(line(shown(value)));
            return;
          }
          call.end(200);
        } catch (error) {
          const problem = problemOf(call.signal.aborted ? call.signal.reason : error);
          controller.enqueue(line({ problem: problem.json(call.id) }));
          await close(problem.status);
        }
        controller.close();
      },
      async cancel() {
        call.gone();
        await close(499);
      },
    },
    { highWaterMark: 0 },
  );
}

function optionsOf(request: RenderRequest, call: Call): RenderManyOptions {
  const { template: _, name: __, channel: ___, receiver: ____, receivers: _____, ...options } = request;
  return { ...options, signal: call.signal };
}

/** Diagnostics of a render name places of the template, and no values. */
function shown(outcome: Outcome | MessageOutcome): object {
  const diagnostics = outcome.diagnostics.map(toJson);
  if (outcome.outcome !== 'rendered') {
    const { reason, place } = outcome;
    const { line, column } = place.source.position(place.range.start);
    const where = { file: place.source.name, line, column };
    return { outcome: outcome.outcome, reason, place: where, diagnostics };
  }
  const content = 'message' in outcome ? { message: outcome.message } : { text: outcome.text };
  return { outcome: 'rendered', ...content, diagnostics };
}
