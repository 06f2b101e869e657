import type { TemplateLoader } from './compile/store.js';
import { CoreEngine, type EngineOptions as CoreOptions } from './engine.js';
import { folderLoader } from './load/folder.js';
import { memoryLoader } from './load/memory.js';

export type {
  DataPlan,
  PlanAsk,
  PlannedRelation,
  PlannedRoot,
  PlannedUse,
  PlanStep,
} from './analyse/data-plan.js';
export { mailParts } from './analyse/message-layout.js';
export type { TemplateMessage } from './analyse/messages.js';
export { type AttributeRule, type Policy, untrusted } from './analyse/policy.js';
export { type Channel, defineChannel } from './channels/index.js';
export type { TemplateLoader } from './compile/store.js';
export { type Config, defineConfig } from './config.js';
export type {
  Condition,
  DataRequest,
  Fields,
  GetRequest,
  ListRequest,
  Lookup,
  Order,
  Owner,
  Row,
  StatsRequest,
  Window,
} from './data/request.js';
export type {
  Applied,
  DataAnswer,
  DataSource,
  ErrorAnswer,
  FetchOptions,
  RowsAnswer,
  StatsAnswer,
  StatsGroup,
} from './data/source.js';
export {
  type Diagnostic,
  type DiagnosticJson,
  type Edit,
  type Related,
  toJson,
} from './diagnostics/diagnostic.js';
export type { Severity } from './diagnostics/entry.js';
export { TemplateError } from './diagnostics/error.js';
export { formatDiagnostic } from './diagnostics/frame.js';
export { type Position, type Range, SourceText } from './diagnostics/source-text.js';
export type { CompileOptions } from './engine.js';
export type { Messages } from './language/catalogues.js';
export {
  type DataTagDefinition,
  type DataTagRequest,
  defineDataTag,
  type Parameter,
} from './language/data-tag.js';
export { defineFilter, type FilterDefinition, FilterError } from './language/filter.js';
export type { ReceiverKeys, Scope } from './language/pass.js';
export { defineTag, type TagDefinition } from './language/tag.js';
export { loadCatalogues } from './load/catalogues.js';
export { folderLoader } from './load/folder.js';
export { memoryLoader } from './load/memory.js';
export { type PlacedMessage, parsePo, potOf } from './load/po.js';
export type { Message, MessageOutcome } from './message.js';
export type { MessageTemplate, ReceiverMessage } from './message-template.js';
export type { Outcome, Stats } from './render/batch.js';
export type { Limits } from './render/limits.js';
export type { RetryOptions } from './render/retry.js';
export type { TraceEntry } from './render/trace.js';
export type { Links, ReceiverSetting } from './settings.js';
export { rowValue } from './sources/row-value.js';
export type { ReceiverOutcome, RenderManyOptions, RenderOptions, Template } from './template.js';
export { markCallable } from './values/callable.js';
export type { ExchangeRates } from './values/exchange.js';
export { parseJson } from './values/json.js';
export { SafeText } from './values/safe-text.js';
export { ScaledDecimal } from './values/scaled-decimal.js';

/** How an engine is made. */
export interface EngineOptions extends Omit<CoreOptions, 'templates'> {
  /** A folder, the templates themselves by name, or a loader of your own. */
  readonly templates?: string | Readonly<Record<string, string>> | TemplateLoader;
}

/**
 * The engine of one tenant: its data source, its templates, its policy.
 *
 * @example
 * const engine = new Engine({ source, templates: './templates' });
 * const template = await engine.load('order-shipped.html');
 * const result = await template.render({ receiver: 'john-doe-01' });
 */
export class Engine extends CoreEngine {
  constructor(options: EngineOptions = {}) {
    const { templates, ...core } = options;
    super(templates === undefined ? core : { ...core, templates: loaderOf(templates) });
  }
}

function loaderOf(templates: NonNullable<EngineOptions['templates']>): TemplateLoader {
  if (typeof templates === 'string') return folderLoader(templates);
  return isLoader(templates) ? templates : memoryLoader(templates);
}

const isLoader = (templates: object): templates is TemplateLoader =>
  'read' in templates && typeof templates.read === 'function';

/** Gives a source its type. */
export const defineSource = <S extends import('./data/source.js').DataSource>(source: S): S => source;
