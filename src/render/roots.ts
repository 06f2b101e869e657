import { UNRESOLVED } from '../compile/expression.js';
import { own } from '../data/fields.js';
import { getRequest, keyText, ownerOf } from '../data/keys.js';
import type { DataRecord } from '../data/record.js';
import type { Keys, Pass, ReceiverKeys } from '../language/pass.js';
import { rootNames } from '../language/root-names.js';
import { member } from '../values/members.js';
import type { Value } from '../values/value.js';

/** Roots whose value may cost a request: looked up at first use, so that no call is made in vain. */
export const lazyRoots: ReadonlySet<string> = new Set(['company']);

/** The names that a template starts with: the engine's roots, and the context over them. */
export class Roots {
  readonly owner: ReceiverKeys | undefined;
  readonly #values: ReadonlyMap<string, Value>;

  constructor(
    readonly context: Readonly<Record<string, unknown>>,
    readonly receiver: DataRecord | undefined,
    values: ReadonlyMap<string, Value>,
  ) {
    this.#values = values;
    this.owner = receiver && ownerKeys(receiver);
  }

  /** What a name's slot holds when a pass begins. */
  initial(name: string): Value {
    if (Object.hasOwn(this.context, name)) return this.context[name];
    if (lazyRoots.has(name) && this.receiver !== undefined) return UNRESOLVED;
    return this.#values.get(name);
  }

  /** A lazy root: the company is the receiver's. */
  resolve(name: string, pass: Pass): Value {
    return this.receiver?.[member](name, pass);
  }

  /** The context's names that stand in place of the engine's. */
  shadowed(): readonly string[] {
    return [...rootNames].filter(
      (name) =>
        Object.hasOwn(this.context, name) &&
        (this.#values.has(name) || (lazyRoots.has(name) && this.receiver !== undefined)),
    );
  }
}

function ownerKeys(receiver: DataRecord): ReceiverKeys {
  const { entity: _, ...contact } = ownerOf('contact', receiver.row);
  const id = keyText(own(receiver.row, 'company_id'));
  const customId = keyText(own(receiver.row, 'company_custom_id'));
  const company: Keys = {
    ...(id !== undefined && { id }),
    ...(customId !== undefined && { custom_id: customId }),
  };
  return id === undefined && customId === undefined ? { contact } : { contact, company };
}

/** The ways in which a text may name a record, in the order in which they are tried. */
export function identify(entity: 'contact' | 'deal', text: string) {
  const byId = /^id:(.+)$/.exec(text);
  if (byId?.[1] !== undefined) return [getRequest(entity, 'id', byId[1])];
  const byCustomId = getRequest(entity, 'custom_id', text);
  return entity === 'contact' ? [byCustomId, getRequest('contact', 'email', text)] : [byCustomId];
}
