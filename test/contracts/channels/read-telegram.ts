import { joined, type Piece, type Tree } from './tree.js';

const kinds: Readonly<Record<string, string>> = {
  '*': 'bold',
  _: 'italic',
  __: 'underline',
  '~': 'struck',
  '||': 'spoiler',
};

/**
 * Reads MarkdownV2 by the rules of the Bot API's page ("MarkdownV2 style"): `__` is always taken greedily, in code
 * only the backtick and the backslash count, in a target only `)` and the backslash.
 *
 * @throws where Telegram refuses the message
 */
export function readTelegram(message: string): Tree {
  let i = 0;
  const literal = (): string => {
    const c = message[i] ?? '';
    const next = message.charCodeAt(i + 1);
    if (c === '\\' && next >= 1 && next <= 126) {
      i += 2;
      return message[i - 1] ?? '';
    }
    i += 1;
    return c;
  };
  const until = (closer: string): string => {
    let text = '';
    while (!message.startsWith(closer, i)) {
      if (i >= message.length) throw new Error(`no ${closer}`);
      text += literal();
    }
    i += closer.length;
    return text;
  };
  const inline = (closer: string): Piece[] => {
    const out: Piece[] = [];
    for (;;) {
      if (i >= message.length) {
        if (closer === '' || closer === '\n') return out;
        throw new Error(`no ${closer}`);
      }
      const c = message[i] ?? '';
      const lineStart = i === 0 || message[i - 1] === '\n';
      const mark = message.startsWith('__', i) ? '__' : message.startsWith('||', i) ? '||' : c;
      if (closer === '\n' && c === '\n') {
        if (message[i + 1] !== '>') return out;
        out.push({ kind: 'text', text: '\n' });
        i += 2;
      } else if (mark === closer) {
        i += mark.length;
        return out;
      } else if (c === '\\') out.push({ kind: 'text', text: literal() });
      else if (message.startsWith('```', i)) {
        i += 3;
        const language = /^[^\s`]+(?=\s)/.exec(message.slice(i))?.[0] ?? '';
        i += language.length;
        if (message[i] === '\n') i += 1;
        out.push({ kind: `block ${language}`, of: [{ kind: 'text', text: until('```') }] });
      } else if (c === '`') {
        i += 1;
        out.push({ kind: 'code', of: [{ kind: 'text', text: until('`') }] });
      } else if (c === '[') {
        i += 1;
        const of = inline(']');
        let target = '';
        if (message[i] === '(') {
          i += 1;
          target = until(')');
        }
        out.push({ kind: /^tg:/i.test(target) ? 'mention' : 'link', of, target });
      } else if (c === '>' && lineStart && closer === '') {
        i += 1;
        out.push({ kind: 'quote', of: inline('\n') });
      } else if (kinds[mark] !== undefined) {
        i += mark.length;
        out.push({ kind: kinds[mark] ?? '', of: inline(mark) });
      } else if (/[\]()>#+\-=|{}.!]/.test(c)) throw new Error(`${c} is reserved`);
      else {
        out.push({ kind: 'text', text: c });
        i += 1;
      }
    }
  };
  return joined(inline(''));
}
