import type { RenderManyOptions } from '../index.js';
import type { Row } from './body.js';
import type { Call } from './call.js';
import { Problem, problemOf } from './problem.js';
import { jsonText, shown } from './shown.js';
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

/** The answer for one receiver, as JSON. */
export async function renderOne(template: Renderable, request: RenderRequest, call: Call): Promise<string> {
  call.receivers = request.receiver === undefined ? 0 : 1;
  const outcome = await template.render({ ...optionsOf(request, call), receiver: request.receiver });
  call.signal.throwIfAborted();
  return jsonText(shown(outcome, call.tell));
}

/** How many receivers share their fetches: a request that is given up has few more to render. */
const batchSize = 50;

/**
 * A line of JSON for each receiver, in their order, with its number from 0. What nobody reads is not rendered, but for
 * the batch that is under way and the data of the next. Where it cannot go on, the last line is a problem.
 */
export function renderLines(
  template: Renderable,
  request: RenderRequest,
  call: Call,
): ReadableStream<Uint8Array> {
  const utf8 = new TextEncoder();
  const outcomes = template.renderMany(request.receivers ?? [], { ...optionsOf(request, call), batchSize });
  const line = (value: object) => utf8.encode(`${jsonText(value)}\n`);
  call.streams = true;
  let over = false;
  const end = (status: number) => {
    over = true;
    call.end(status);
    // It may be waiting for data that never comes.
    outcomes.return(undefined).catch(() => undefined);
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const stop = (error: unknown) => {
          if (over) return;
          const problem = problemOf(error);
          controller.enqueue(line({ problem: problem.json(call.id) }));
          end(problem.status);
          controller.close();
        };
        // Also where the reader has stalled, and asks for no more.
        call.signal.addEventListener('abort', () => stop(call.signal.reason), { once: true });
      },
      async pull(controller) {
        try {
          const { value, done } = await outcomes.next();
          if (over) return;
          if (!done) {
            controller.enqueue(line({ index: call.receivers++, ...shown(value, call.tell) }));
            return;
          }
          end(200);
          controller.close();
        } catch (error) {
          if (over) return;
          const problem = problemOf(call.signal.aborted ? call.signal.reason : error);
          controller.enqueue(line({ problem: problem.json(call.id) }));
          end(problem.status);
          controller.close();
        }
      },
      cancel() {
        if (!over) end(499);
        call.gone();
      },
    },
    { highWaterMark: 0 },
  );
}

function optionsOf(request: RenderRequest, call: Call): RenderManyOptions {
  const { template: _, name: __, channel: ___, receiver: ____, receivers: _____, ...options } = request;
  return { ...options, signal: call.signal };
}
