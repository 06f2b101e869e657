import type { FilterDefinition } from './filter.js';
import { builtinFilters } from './filters/index.js';
import type { TagDefinition } from './tag.js';
import { autoescapeTag } from './tags/autoescape.js';
import { blockTag } from './tags/block.js';
import { blocktranslateTag, blocktransTag } from './tags/blocktranslate.js';
import { cacheTag } from './tags/cache.js';
import { commentTag } from './tags/comment.js';
import { csrfTokenTag } from './tags/csrf-token.js';
import { cycleTag } from './tags/cycle.js';
import { dealTag } from './tags/deal.js';
import { dealsTag } from './tags/deals.js';
import { dealsStatsTag } from './tags/deals-stats.js';
import { debugTag } from './tags/debug.js';
import { eventsTag } from './tags/events.js';
import { extendsTag } from './tags/extends.js';
import { filterTag } from './tags/filter.js';
import { firstofTag } from './tags/firstof.js';
import { forTag } from './tags/for.js';
import { ifTag } from './tags/if.js';
import { ifchangedTag } from './tags/ifchanged.js';
import { includeTag } from './tags/include.js';
import { languageTag } from './tags/language.js';
import {
  getAvailableLanguagesTag,
  getCurrentLanguageBidiTag,
  getCurrentLanguageTag,
  getLanguageInfoListTag,
  getLanguageInfoTag,
} from './tags/languages.js';
import { loadTag } from './tags/load.js';
import { localizeTag, localtimeTag } from './tags/localize.js';
import { loremTag } from './tags/lorem.js';
import { nowTag } from './tags/now.js';
import { partialdefTag, partialTag } from './tags/partial.js';
import { productTag } from './tags/product.js';
import { productEventsTag } from './tags/product-events.js';
import { productsTag } from './tags/products.js';
import { querystringTag } from './tags/querystring.js';
import { regroupTag } from './tags/regroup.js';
import { requireTag } from './tags/require.js';
import { resetcycleTag } from './tags/resetcycle.js';
import { skipTag } from './tags/skip.js';
import { spacelessTag } from './tags/spaceless.js';
import { getMediaPrefixTag, getStaticPrefixTag, staticTag } from './tags/static.js';
import { templatetagTag } from './tags/templatetag.js';
import { getCurrentTimezoneTag, timezoneTag } from './tags/timezone.js';
import { translateTag, transTag } from './tags/translate.js';
import { urlTag } from './tags/url.js';
import { verbatimTag } from './tags/verbatim.js';
import { widthratioTag } from './tags/widthratio.js';
import { withTag } from './tags/with.js';

/** Every tag that is always there. */
export const builtinTags: readonly TagDefinition[] = [
  autoescapeTag,
  blockTag,
  blocktransTag,
  blocktranslateTag,
  cacheTag,
  commentTag,
  csrfTokenTag,
  cycleTag,
  dealTag,
  dealsTag,
  dealsStatsTag,
  debugTag,
  eventsTag,
  extendsTag,
  filterTag,
  firstofTag,
  forTag,
  getAvailableLanguagesTag,
  getCurrentLanguageBidiTag,
  getCurrentLanguageTag,
  getCurrentTimezoneTag,
  getLanguageInfoListTag,
  getLanguageInfoTag,
  ifTag,
  ifchangedTag,
  includeTag,
  languageTag,
  loadTag,
  localizeTag,
  localtimeTag,
  loremTag,
  nowTag,
  partialTag,
  partialdefTag,
  productTag,
  productEventsTag,
  productsTag,
  querystringTag,
  regroupTag,
  requireTag,
  resetcycleTag,
  skipTag,
  spacelessTag,
  staticTag,
  getMediaPrefixTag,
  getStaticPrefixTag,
  templatetagTag,
  timezoneTag,
  transTag,
  translateTag,
  urlTag,
  verbatimTag,
  widthratioTag,
  withTag,
];

/** The tags and filters that a template may use, by name. */
export interface Language {
  readonly tags: ReadonlyMap<string, TagDefinition>;
  readonly filters: ReadonlyMap<string, FilterDefinition>;
}

/**
 * The built-in language and an embedder's own definitions. An own definition of a built-in's name is
 * refused: templates would mean something else in silence.
 *
 * @throws {TypeError} for a name that is taken
 */
export function createLanguage(
  tags: readonly TagDefinition[] = [],
  filters: readonly FilterDefinition[] = [],
): Language {
  return {
    tags: byName('tag', [...builtinTags, ...tags]),
    filters: byName('filter', [...builtinFilters, ...filters]),
  };
}

function byName<T extends { readonly name: string }>(
  kind: string,
  definitions: readonly T[],
): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const definition of definitions) {
    if (!/^[A-Za-z]\w*$/.test(definition.name)) {
      throw new TypeError(
        `"${definition.name}" cannot name a ${kind}: a letter, then letters, digits and underscores`,
      );
    }
    if (map.has(definition.name))
      throw new TypeError(`there is a ${kind} called "${definition.name}" already`);
    map.set(definition.name, definition);
  }
  return map;
}
