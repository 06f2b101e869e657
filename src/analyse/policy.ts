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
  /** Tags and filters that are refused, whatever else is allowed. */
  readonly deny?: readonly string[];
}

/** For templates of people who are not trusted: nothing that turns escaping off or dumps whole records. */
export const untrusted: Policy = {
  scopes: ['receiver'],
  deny: ['safe', 'safeseq', 'autoescape off', 'debug', 'json_script', 'pprint'],
};

export type Allows = (kind: 'scope' | 'tag' | 'filter', name: string) => boolean;

/** @param policy absent: the default, receiver's records only and the whole language */
export function allowsOf(policy: Policy = {}): Allows {
  const scopes: ReadonlySet<string> = new Set(policy.scopes ?? ['receiver']);
  const denied: ReadonlySet<string> = new Set(policy.deny ?? []);
  const tags = policy.tags && new Set(policy.tags);
  const filters = policy.filters && new Set(policy.filters);
  return (kind, name) => {
    if (kind === 'scope') return scopes.has(name);
    if (denied.has(name)) return false;
    const allowed = kind === 'tag' ? tags : filters;
    return allowed === undefined || allowed.has(name.split(' ')[0] ?? name);
  };
}
