import type { Entity } from '../data/model.js';
import type { DataRequest } from '../data/request.js';
import type { Range, SourceText } from '../diagnostics/source-text.js';
import type { Unknown } from './paths.js';

/** How the data of a template is fetched, for a batch of receivers: see `snippetry explain`. */
export interface DataPlan {
  /** What is read of whom the message goes to, and of the deal or event that set it off: `receiver.email`. */
  readonly roots: readonly string[];
  /** Why everything of a root is fetched. */
  readonly wholeRoots: readonly { readonly name: string; readonly reason: string }[];
  readonly steps: readonly PlanStep[];
  /** Where everything has to be fetched, because what is read cannot be known. */
  readonly unknowns: readonly Unknown[];
}

/** What is fetched together, in one call of the source and one of each loader. */
export interface PlanStep {
  /** `receivers`: whom the messages go to. `before`: ahead of the first pass. */
  readonly when: 'receivers' | 'before';
  readonly asks: readonly PlanAsk[];
  /** Calls of the source: one, and one more for each relation that a filter spans. */
  readonly calls: number;
  /** The custom data tags whose loaders are called. */
  readonly loaders: readonly string[];
}

export type PlanAsk = PlannedUse | PlannedRelation | PlannedRoot;

/** A data tag. */
export interface PlannedUse {
  readonly kind: 'tag';
  readonly tag: string;
  /** What it binds. */
  readonly name: string;
  readonly source: SourceText;
  readonly range: Range;
  readonly words: string;
  /** `deal_list[].order_products[].product.name`. */
  readonly reads: readonly string[];
  /** Why everything of it is fetched; absent where what is read is known. */
  readonly everything?: string;
  /** The data that it waits for: `customer_deals[].sku`. */
  readonly needs: readonly string[];
  /** The conditions that it stands under, innermost last. */
  readonly under: readonly { readonly source: SourceText; readonly range: Range }[];
  /** A request such as it makes, with its fields. */
  readonly sample?: DataRequest;
}

/** Related records: `deal_list[].order_products[].product`. */
export interface PlannedRelation {
  readonly kind: 'relation';
  readonly path: string;
  readonly entity: Entity;
  /** Only where it is read: under a condition. */
  readonly conditional: boolean;
  /** A request by each key that may name the record. */
  readonly samples: readonly DataRequest[];
}

/** The receiver, the deal. */
export interface PlannedRoot {
  readonly kind: 'root';
  readonly name: string;
  /** A request by each key that may name the record. */
  readonly samples: readonly DataRequest[];
}
