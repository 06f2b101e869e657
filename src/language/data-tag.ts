import type { HeaderSyntax } from '../syntax/tag-syntax.js';
import type { Example } from './filter.js';
import type { ReceiverKeys } from './pass.js';

/** A parameter of a data tag. A bare parameter name in a template stands for `default`. */
export interface Parameter {
  readonly name: string;
  /** `field` is the name of an attribute, `currency` an ISO 4217 code. */
  readonly type: 'integer' | 'number' | 'string' | 'boolean' | 'date' | 'field' | 'currency' | 'any';
  readonly doc: string;
  readonly required?: boolean;
  readonly default?: unknown;
  readonly choices?: readonly (string | number)[];
  /** The least and the most that an integer may be. */
  readonly min?: number;
  readonly not?: number;
}

/** One use of a data tag for one receiver: what its batched loader is asked. */
export interface DataTagRequest<A = Readonly<Record<string, unknown>>> {
  /** The arguments by name, defaults filled in. */
  readonly arguments: A;
  /** Whom the message goes to; undefined where a template is rendered for nobody. */
  readonly receiver: ReceiverKeys | undefined;
}

/**
 * A data tag of the embedder's own: a name, parameters, and one loader that answers for a whole batch of
 * receivers at once.
 *
 * @example
 * defineDataTag({
 *   name: 'loyalty_points',
 *   doc: 'The points of the receiver.',
 *   example: { template: '{% loyalty_points as points %}{{ points.balance }}', result: '' },
 *   parameters: [],
 *   load: async (requests) => service.balances(requests.map((one) => one.receiver?.contact.id)),
 * })
 */
export interface DataTagDefinition {
  readonly name: string;
  readonly doc: string;
  readonly example: Example | readonly Example[];
  readonly parameters: readonly Parameter[];
  /**
   * One value for each request, in order; an `Error` among them fails that request alone, a rejected promise
   * all of them. An error with `retryable: true` and perhaps `retryAfter` (milliseconds), a `TimeoutError` and
   * a lost connection are tried again as the engine's option `retry` says, and then only the requests that
   * failed: a loader has to stand being asked twice.
   */
  load(
    requests: readonly DataTagRequest[],
    options: { readonly signal?: AbortSignal },
  ): Promise<readonly unknown[]>;
}

/** Checks nothing at run time: it gives the definition its type. */
export const defineDataTag = (definition: DataTagDefinition): DataTagDefinition => definition;

/** How every data tag is written: `{% name parameter=value … as NAME %}`. */
export const dataTagHeader = (parameters: readonly Pick<Parameter, 'name'>[]): HeaderSyntax => ({
  shape: 'arguments',
  named: 'any',
  parameters: parameters.map((parameter) => parameter.name),
  bareParameters: true,
  clauses: { as: { takes: 'name', required: true, last: true } },
});
