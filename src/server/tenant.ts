import { createHash } from 'node:crypto';
import {
  Engine,
  type EngineOptions,
  type MessageTemplate,
  type Policy,
  type Template,
  untrusted,
} from '../index.js';

export type Renderable = Template | MessageTemplate;

/** One who sends requests: with data, templates and a policy of their own. */
export interface TenantOptions {
  /** What logs call the tenant. */
  readonly name: string;
  /** SHA-256 of each token, in hexadecimal digits. */
  readonly tokenHashes: readonly string[];
  /** Of the engine. Its policy holds for named templates, which the tenant's own people wrote. */
  readonly engine?: EngineOptions;
  /** Of templates that come as text; `untrusted` and the engine's policy together unless given. */
  readonly inlinePolicy?: Policy;
  /** Steps that a template that came as text may take for a receiver, for `limits.steps`; 1,000,000 by default. */
  readonly inlineSteps?: number;
  /** How many templates that came as text are kept compiled; 200 by default. */
  readonly cached?: number;
}

/** SHA-256 of a token, as tenants hold it. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/** The engines of one tenant. Nothing of them is shared with another. */
export class Tenant {
  readonly name: string;
  /** Of templates that the tenant's own people wrote. */
  readonly named: Engine;
  /** Of templates that came as text. */
  readonly inline: Engine;
  readonly #cached: number;
  /** Least lately used first. */
  readonly #compiled = new Map<string, Renderable>();

  /** @throws {TypeError} for engine options that mean nothing */
  constructor({ name, engine = {}, inlinePolicy, inlineSteps = 1_000_000, cached = 200 }: TenantOptions) {
    this.name = name;
    this.named = new Engine(engine);
    const steps = Math.min(inlineSteps, engine.limits?.steps ?? inlineSteps);
    const limits = { ...engine.limits, steps };
    this.inline = new Engine({ ...engine, limits, policy: inlinePolicy ?? guarded(engine.policy) });
    this.#cached = cached;
  }

  /** @throws {TemplateError} where there is none of the name, or it has errors */
  async load(name: string, channel: string | undefined): Promise<Renderable> {
    // A message has its channels; whatever is asked for by its channel is a text.
    if (channel !== undefined) return this.named.load(name, { channel });
    let template: Template;
    try {
      template = await this.named.load(name);
    } catch (error) {
      // As one text it may have faults that its parts, each for its own channel, have not.
      return this.named.loadMessage(name).catch(() => {
        throw error;
      });
    }
    const { text } = template.source;
    return this.named.isMessage(text, { name }) ? this.named.loadMessage(name) : template;
  }

  /** @throws {TemplateError} where it has errors */
  compile(text: string, channel: string | undefined): Renderable {
    const key = `${channel ?? ''}\n${text}`;
    const known = this.#compiled.get(key);
    this.#compiled.delete(key);
    const compiled = known ?? this.#compile(text, channel);
    this.#compiled.set(key, compiled);
    if (this.#compiled.size > this.#cached) {
      const [oldest] = this.#compiled.keys();
      if (oldest !== undefined) this.#compiled.delete(oldest);
    }
    return compiled;
  }

  #compile(text: string, channel: string | undefined): Renderable {
    if (channel !== undefined) return this.inline.compile(text, { channel });
    return this.inline.isMessage(text) ? this.inline.compileMessage(text) : this.inline.compile(text);
  }
}

/** What both policies allow. */
function guarded(policy: Policy = {}): Policy {
  return {
    ...policy,
    scopes: (policy.scopes ?? ['receiver']).filter((scope) => (untrusted.scopes ?? []).includes(scope)),
    deny: [...new Set([...(policy.deny ?? []), ...(untrusted.deny ?? [])])],
  };
}
