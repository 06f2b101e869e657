/** Elements whose content is text with character references, but no tags. */
const escapable: ReadonlySet<string> = new Set(['title', 'textarea']);
/** Elements whose content is text without either. */
const raw: ReadonlySet<string> = new Set([
  'script',
  'style',
  'xmp',
  'iframe',
  'noembed',
  'noframes',
  'noscript',
  'plaintext',
]);

export const isEscapable = (element: string): boolean => escapable.has(element);
export const isRaw = (element: string): boolean => raw.has(element) || escapable.has(element);

const telling: readonly string[] = [...escapable, ...raw, 'img', 'image'];

/** A name of a tag as far as it may still become one that matters; `-` for all others. */
export const grownElement = (name: string): string =>
  telling.some((one) => one.startsWith(name)) ? name : '-';
/** Whether an attribute holds the picture itself, which may be written out as data. */
export const isImage = (element: string, attribute: string): boolean =>
  (element === 'img' || element === 'image') && /^(?:\w+:)?src$/.test(attribute);
export const ofElement = (name: string): string => (telling.includes(name) ? name : '-');
