import { expect } from 'vitest';
import { Engine, type Template } from '../../../src/index.js';
import { Random } from '../../support/random.js';
import { type Attribute, type HtmlTree, readHtml } from './html-tree.js';
import { type RandomEmail, randomEmail } from './random-email.js';

/** Text that opens, closes or runs something somewhere in HTML. */
const hostile: readonly string[] = [
  ...`<>"'\`=/&;:-!\\#?%(){}[]@,. \n\t\r\f\v`,
  ...['a', 'B', '1', 'é', '漢', '😀', '\u202e', '\u00a0', '\u200b', '\ud800', '\u2028'],
  ...[
    'javascript:alert(1)',
    ' JaVaScRiPt:',
    'java\nscript:',
    '\u0001javascript:',
    'vbscript:x',
    'script:',
    'java',
    'tel',
    'https:',
  ],
  ...[
    'javascript&colon;',
    '&#106;avascript:',
    'data:text/html,<b>',
    'data:image/png;base64,AA',
    'https://x.example/',
  ],
  ...[
    'mailto:a@b.example',
    '//evil.example',
    '\\\\evil',
    'www.a.com',
    '%22',
    '%3C',
    '%',
    '%zz',
    '&amp;',
    '&lt;',
    '&quot',
    '&#39;',
  ],
  ...[
    '-->',
    '--!>',
    '--',
    'a--',
    ' --',
    '--!',
    '->',
    '<!--',
    '<!-->',
    '<![endif]-->',
    '<![endif]',
    '[if mso]>',
    ']]>',
    '<?',
    '<!doctype x>',
  ],
  ...[
    '</title>',
    '</textarea>',
    '<script>',
    '</script>',
    '</style>',
    '<b onclick=x>',
    '" onclick="x',
    "' onclick='x",
    ' onclick=x ',
  ],
  ...['/>', '</p>', '<table>', '<a href=x>', '<plaintext>'],
  ...[
    'expression(',
    'url(',
    'url(javascript:x)',
    'exp/**/ression(',
    ';color:red',
    '}',
    '/*',
    '*/',
    '\\22 ',
    '@import',
    '-moz-binding:',
    '\\65xpression(',
  ],
  ...['{{ v0 }}', '{% if %}', 'Ann', 'rgb(1, 2, 3)', '#fff', '12px', 'x'],
];

const value = (random: Random): string =>
  random.chance(0.08)
    ? random.pick(['', ' ', '\n'])
    : random.times(random.chance(0.2) ? 1 : 1 + random.below(5), () => random.pick(hostile)).join('');

/** The same value as nobody could mind: blank where it is blank. */
const harmless = (text: string): string => text.replace(/\S/gu, 'x');

const always = {
  yes: true,
  no: false,
  many: [1, 2],
  number: -1234.5,
  nothing: null,
  when: new Date(0),
  price: '1,5',
};

/**
 * A random template with hostile values and with harmless ones: an independent reader finds the same elements,
 * attributes and comments in both, no address with a scheme of the data's, no style with a function of theirs.
 */
export function checkEscaping(seed: number): void {
  const random = new Random(seed);
  const email = randomEmail(random);
  const template = compiled(email);
  const bad: Record<string, unknown> = { ...always };
  const good: Record<string, unknown> = { ...always };
  for (let i = 0; i < Math.max(email.values, 1); i++) {
    bad[`v${i}`] = value(random);
    good[`v${i}`] = harmless(String(bad[`v${i}`]));
  }
  for (let i = 0; i < 4; i++) {
    const items = random.times(random.below(4), () => value(random));
    bad[`l${i}`] = items;
    good[`l${i}`] = items.map(harmless);
  }
  bad.halves = [random.pick(['a', 'java', '', 'x.']), random.pick(['https://x', 'script:x', ':x', 'tel:x'])];
  good.halves = ['x', 'x'];
  const full: Record<string, unknown> = { ...good, missing: 'x', nothing: 'x' };
  for (const name of Object.keys(good)) {
    if (/^v\d/.test(name)) full[name] = 'x';
    if (/^l\d/.test(name)) full[name] = ['x'];
  }
  const [found, wanted] = [template.renderSync(bad), template.renderSync(good)];
  const [tree, plain] = [readHtml(found), readHtml(wanted)];
  const about = { seed, template: email.template, templates: email.templates, found, wanted };
  expect(tree.outline, JSON.stringify(about, undefined, 1)).toEqual(plain.outline);
  // Where all is filled in, too: a blank value takes nothing of what is around it.
  const filled = readHtml(template.renderSync(full));
  expect(withAttributes(tree), JSON.stringify(about, undefined, 1)).toEqual(withAttributes(filled));
  for (const [index, one] of tree.attributes.entries()) {
    const fault = faultOf(one, plain.attributes[index]);
    expect(fault && { ...one, fault, ...about }).toBeUndefined();
  }
}

/** Elements that have attributes, and which. Others come and go with blank texts around them. */
const withAttributes = ({ outline }: HtmlTree): readonly string[] =>
  [...new Set(outline.map((line) => line.trim()).filter((line) => /^\S+ \S/.test(line)))].sort();

let engine: Engine | undefined;
const sources = new Map<string, string>();

/** Engines are dear, and keep what they have read: each serves some hundred templates. */
function compiled({ template, templates }: RandomEmail): Template {
  if (sources.size > 1000) {
    sources.clear();
    engine = undefined;
  }
  engine ??= new Engine({ templates: { read: (name) => sources.get(name) } });
  const prefix = `m${sources.size}-`;
  const renamed = (text: string) => text.replace(/(?<=")part(?=\d+\.html")/g, `${prefix}part`);
  sources.set(prefix, '');
  for (const [name, text] of Object.entries(templates)) sources.set(prefix + name, renamed(text));
  return engine.compile(renamed(template), { channel: 'email' });
}

const allowed = /^(?:https?|mailto|tel|sms|cid)$/;
const addresses = /^(?:.*:)?(?:href|src|background|cite|action|data-url|longdesc)$/;

function faultOf(
  { element, name, value: text }: Attribute,
  plain: Attribute | undefined,
): string | undefined {
  if (addresses.test(name)) {
    // As browsers read an address: without what they drop.
    const address = text.replace(/^[\0-\x20]+/, '').replace(/[\t\n\r]/g, '');
    const scheme = /^([a-z][a-z\d+.-]*):/i.exec(address)?.[1]?.toLowerCase();
    const image = element === 'img' && /src$/.test(name) && /^data:image\//i.test(address);
    return scheme === undefined || allowed.test(scheme) || image ? undefined : `the scheme ${scheme}`;
  }
  if (name !== 'style') return undefined;
  return skeleton(text) === skeleton(plain?.value ?? '') ? undefined : 'another style';
}

/** What of a style is structure: strings and addresses emptied, words left out but those that run something. */
function skeleton(style: string): string {
  const emptied = style
    .replace(/\\(?:[\da-f]{1,6} ?|[\s\S])/gi, '')
    .replace(/"[^"\n]*"|'[^'\n]*'/g, '')
    .replace(/(url\()[^)"']*\)/gi, '$1)')
    .replace(/rgba?\([^)]*\)/gi, '');
  return (emptied.match(/url(?=\()|expression|-moz-binding|[;:{}()"'@*\\]/gi) ?? []).join(' ');
}
