import { toText } from '../../values/text.js';
import { PENDING } from '../../values/value.js';
import { bindsName, printOrBind } from '../bindings.js';
import { quoteUrl } from '../filters/url-quoting.js';
import { positional } from '../headers.js';
import { defineTag } from '../tag.js';

const asClause = { as: { takes: 'name', last: true } } as const;

export const staticTag = defineTag({
  name: 'static',
  library: 'static',
  doc: "The URL of a static file: its path below the engine's staticUrl. With as NAME it is kept under that name.",
  example: { template: '{% static "mail/logo one.png" %}', result: 'mail/logo%20one.png' },
  header: { shape: 'arguments', positional: { names: ['path'], min: 1 }, named: 'none', clauses: asClause },
  binds: bindsName,
  prints: true,
  captures: false,
  compile(tag, compiler) {
    const path = compiler.value(positional(tag.header, 0), 'argument');
    return printOrBind(tag, compiler, (pass) => {
      const value = path(pass);
      return value === PENDING
        ? PENDING
        : joined(pass.staticUrl, quoteUrl(toText(value, pass), "/~:@!$&*'()+,;=%#?"));
    });
  },
});

export const getStaticPrefixTag = defineTag({
  name: 'get_static_prefix',
  library: 'static',
  doc: "The engine's staticUrl.",
  example: { template: '[{% get_static_prefix %}]', result: '[]' },
  header: { shape: 'arguments', named: 'none', clauses: asClause },
  binds: bindsName,
  prints: true,
  captures: false,
  compile: (tag, compiler) => printOrBind(tag, compiler, (pass) => pass.staticUrl),
});

export const getMediaPrefixTag = defineTag({
  name: 'get_media_prefix',
  library: 'static',
  doc: "The engine's mediaUrl.",
  example: { template: '[{% get_media_prefix %}]', result: '[]' },
  header: { shape: 'arguments', named: 'none', clauses: asClause },
  binds: bindsName,
  prints: true,
  captures: false,
  compile: (tag, compiler) => printOrBind(tag, compiler, (pass) => pass.mediaUrl),
});

/** A path below a prefix; one that begins with a slash is the prefix's site's own. */
function joined(prefix: string, path: string): string {
  if (!path.startsWith('/')) return prefix + path;
  return (/^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/]*/i.exec(prefix)?.[0] ?? '') + path;
}
