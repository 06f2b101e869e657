import { models, orderLine } from '../data/entities.js';
import { fieldNamed, own } from '../data/fields.js';
import type { RecordModel } from '../data/model.js';
import type { Readable } from '../data/record.js';
import { nearest } from '../diagnostics/nearest.js';
import type { Language } from '../language/builtins.js';
import type { Scope } from '../language/pass.js';

/**
 * What the templates of an engine may use. Names that are absent from a given list are refused, when a
 * template is checked and again, where only a render can tell, when it runs.
 */
export interface Policy {
  /** Whose records data tags may read; the receiver's alone unless given. */
  readonly scopes?: readonly Scope[];
  /** The only tags allowed, data tags among them; every tag unless given. */
  readonly tags?: readonly string[];
  /** The only filters allowed; every filter unless given. */
  readonly filters?: readonly string[];
  /** The only data tags allowed, whatever `tags` says; those that `tags` allows unless given. */
  readonly dataTags?: readonly string[];
  /**
   * Which attributes of which records templates may read, filter and order by; all unless given. A name
   * means every spelling of it that payloads use; relations are names as well.
   *
   * @example { contact: { deny: ['phone_number'] }, company: { allow: ['name'] } }
   */
  readonly attributes?: Readonly<Partial<Record<RecordModel['name'], AttributeRule>>>;
  /** Tags and filters that are refused, whatever else is allowed. */
  readonly deny?: readonly string[];
}

/** The only attributes allowed, and those that are refused. */
export interface AttributeRule {
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
}

/** For templates of people who are not trusted: nothing that turns escaping off or dumps whole records. */
export const untrusted: Policy = {
  scopes: ['receiver'],
  deny: ['safe', 'safeseq', 'autoescape off', 'debug', 'json_script', 'pprint'],
};

/** @param name of an attribute `contact.email`, by the model's name for it; `*` for all attributes of all records */
export type Allows = (kind: 'scope' | 'tag' | 'dataTag' | 'filter' | 'attribute', name: string) => boolean;

/** @param policy absent: the default, receiver's records only and the whole language */
export function allowsOf(policy: Policy = {}): Allows {
  const scopes: ReadonlySet<string> = new Set(policy.scopes ?? ['receiver']);
  const denied: ReadonlySet<string> = new Set(policy.deny ?? []);
  const tags = policy.tags && new Set(policy.tags);
  const filters = policy.filters && new Set(policy.filters);
  const dataTags = policy.dataTags ? new Set(policy.dataTags) : tags;
  const readable = readableBy(policy);
  return (kind, name) => {
    if (kind === 'scope') return scopes.has(name);
    if (kind === 'attribute') {
      if (name === '*') return readable === undefined;
      const [model = '', ...attribute] = name.split('.');
      return readable === undefined || readable(model as RecordModel['name'], attribute.join('.'));
    }
    if (denied.has(name)) return false;
    const allowed = kind === 'tag' ? tags : kind === 'dataTag' ? dataTags : filters;
    return allowed === undefined || allowed.has(name.split(' ')[0] ?? name);
  };
}

/**
 * What the policy says of attributes; undefined where it says nothing.
 *
 * @throws {TypeError} for records or rules that there are none of: a misspelt one would protect nobody
 */
export function readableBy({ attributes }: Policy = {}): Readable | undefined {
  if (attributes === undefined) return undefined;
  const rules = new Map<string, { allow: ReadonlySet<string> | undefined; deny: ReadonlySet<string> }>();
  for (const [kind, rule] of Object.entries(attributes)) {
    const model = kind === orderLine.name ? orderLine : own(models, kind);
    if (model === undefined) throw unknown('policy.attributes', kind, [...Object.keys(models), 'order_line']);
    if (typeof rule !== 'object' || rule === null || Array.isArray(rule))
      throw new TypeError(`policy.attributes.${kind} must be an object: { deny: […] }`);
    const odd = Object.keys(rule).find((name) => name !== 'allow' && name !== 'deny');
    if (odd !== undefined) throw unknown(`policy.attributes.${kind}`, odd, ['allow', 'deny']);
    refuseNoList(`policy.attributes.${kind}.allow`, rule.allow);
    refuseNoList(`policy.attributes.${kind}.deny`, rule.deny);
    const named = (names: readonly string[]) =>
      new Set(names.map((name) => fieldNamed(model as RecordModel, name)?.name ?? name));
    rules.set(kind, { allow: rule.allow && named(rule.allow), deny: named(rule.deny ?? []) });
  }
  return (kind, attribute) => {
    const rule = rules.get(kind);
    if (rule === undefined) return true;
    return !rule.deny.has(attribute) && (rule.allow === undefined || rule.allow.has(attribute));
  };
}

/**
 * Refuses a policy whose lists are none, or name what the language has not: a misspelt one would protect nobody.
 *
 * @returns the policy
 * @throws {TypeError} that says which
 */
export function checkPolicy(policy: Policy | undefined, { tags, filters }: Language): Policy | undefined {
  if (policy === undefined) return undefined;
  for (const name of ['scopes', 'tags', 'dataTags', 'filters', 'deny'] as const)
    refuseNoList(`policy.${name}`, policy[name]);
  const refuse = (option: string, what: string, names: readonly string[] = [], known: readonly string[]) => {
    const odd = names.find((name) => !known.includes(name));
    if (odd === undefined) return;
    const near = nearest(odd, known);
    const help = near === undefined ? '' : `: did you mean "${near}"?`;
    throw new TypeError(`policy.${option}: there is no ${what} "${odd}"${help}`);
  };
  const dataTags = [...tags.values()].filter(({ asks }) => asks !== undefined).map(({ name }) => name);
  refuse('dataTags', 'data tag', policy.dataTags, dataTags);
  refuse('deny', 'tag or filter', policy.deny, [...tags.keys(), ...filters.keys(), 'autoescape off']);
  return policy;
}

function refuseNoList(option: string, given: unknown): void {
  if (given !== undefined && !Array.isArray(given)) throw new TypeError(`${option} must be a list: ['…']`);
}

const unknown = (option: string, name: string, known: readonly string[]): TypeError =>
  new TypeError(`there is no ${option}.${name}: there are ${known.join(', ')}`);
