import { defineTag } from '../tag.js';

export const spacelessTag = defineTag({
  name: 'spaceless',
  library: 'built-in',
  doc: 'Removes the white space between HTML tags of its body, and around it; text inside tags keeps its own.',
  example: {
    template: '{% spaceless %} <p> <b>a b</b> </p> {% endspaceless %}',
    result: '<p><b>a b</b></p>',
  },
  header: { shape: 'none' },
  body: {},
  prints: true,
  captures: true,
  compile(tag, compiler) {
    const body = compiler.body(tag.branches[0]?.body ?? []);
    return (pass) => {
      const text = body(pass);
      pass.charge(text.length);
      return withoutSpaces(text.trim());
    };
  },
});

/** `> <` becomes `><`. One scan: from each `>` over white space to what follows. */
function withoutSpaces(text: string): string {
  let out = '';
  let from = 0;
  for (let at = text.indexOf('>'); at >= 0; at = text.indexOf('>', at + 1)) {
    let next = at + 1;
    while (next < text.length && isSpace(text.charCodeAt(next))) next++;
    if (next === at + 1 || text[next] !== '<') continue;
    out += text.slice(from, at + 1);
    from = next;
    at = next - 1;
  }
  return out + text.slice(from);
}

/** Python's `\s` over text. */
const isSpace = (code: number): boolean =>
  code === 32 ||
  (code >= 9 && code <= 13) ||
  (code >= 28 && code <= 31) ||
  (code > 127 && /\s/.test(String.fromCharCode(code))) ||
  code === 133;
