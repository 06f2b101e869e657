/** What a value of an attribute is read as. */
export type AttributeKind = 'plain' | 'url' | 'style' | 'handler' | 'srcset' | 'srcdoc';

/** Attributes that hold an address, after HTML's index of attributes and Go's html/template. */
const addresses: ReadonlySet<string> = new Set([
  'action',
  'archive',
  'background',
  'cite',
  'classid',
  'codebase',
  'data',
  'formaction',
  'href',
  'icon',
  'longdesc',
  'manifest',
  'ping',
  'poster',
  'profile',
  'src',
  'usemap',
  'xmlns',
]);

/**
 * The kind of an attribute by its name, as Go's html/template tells it: `data-` and the prefix of a namespace do not
 * count (`xlink:href`, `v:src`), and an unknown name that speaks of an address holds one.
 *
 * @param name in lower case
 */
export function attributeKind(name: string): AttributeKind {
  const bare = name.startsWith('data-') ? name.slice(5) : withoutNamespace(name);
  if (bare === undefined || addresses.has(bare)) return 'url';
  if (bare === 'style') return 'style';
  if (bare.startsWith('on')) return 'handler';
  if (bare === 'srcset' || bare === 'imagesrcset') return 'srcset';
  if (bare === 'srcdoc') return 'srcdoc';
  return /src|ur[il]/.test(bare) ? 'url' : 'plain';
}

/** Undefined where the name declares a namespace. */
function withoutNamespace(name: string): string | undefined {
  const colon = name.indexOf(':');
  if (colon < 0) return name;
  return name.slice(0, colon) === 'xmlns' ? undefined : name.slice(colon + 1);
}
