/** A request as a guide writes it for `curl`. */
export interface Curl {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** The document from behind it to the next one. */
  readonly after: string;
}

/** The requests of a document in its order. Lines that end in a backslash go on; quotes are those of a shell. */
export function curlLines(document: string): readonly Curl[] {
  const starts = [...document.matchAll(/^[ \t]*curl /gm)].map(({ index }) => index);
  return starts.map((start, index) => {
    const { words, end } = shellWords(document, start);
    return { ...requestOf(words), after: document.slice(end, starts[index + 1]) };
  });
}

function requestOf(words: readonly string[]): Omit<Curl, 'after'> {
  const headers: Record<string, string> = {};
  let [method, url, body]: [string | undefined, string, string | undefined] = [undefined, '', undefined];
  for (let index = 1; index < words.length; index++) {
    const word = words[index] ?? '';
    const value = words[index + 1] ?? '';
    if (!word.startsWith('-')) {
      url = word;
      continue;
    }
    index++;
    if (word === '-X') method = value;
    else if (word === '-d') body = value;
    else if (word === '-H') {
      const [, name = '', text = ''] = /^([^:]+):\s*(.*)$/.exec(value) ?? [];
      headers[name.toLowerCase()] = text;
    } else throw new Error(`this reader of curl lines knows no ${word}`);
  }
  return { method: method ?? (body === undefined ? 'GET' : 'POST'), url, headers, body };
}

function shellWords(text: string, start: number): { words: readonly string[]; end: number } {
  const words: string[] = [];
  const word = /\s*(?:\\\n\s*)*((?:'[^']*'|"(?:[^"\\]|\\.)*"|\\[^\n]|[^\s'"\\])+)/y;
  word.lastIndex = start;
  let end = start;
  for (let match = word.exec(text); match; match = word.exec(text)) {
    if (words.length > 0 && /^[^\\]*\n/.test(match[0].slice(0, match[0].length - (match[1] ?? '').length)))
      break;
    words.push((match[1] ?? '').replace(/'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/gs, '$1$2$3'));
    end = word.lastIndex;
  }
  return { words, end };
}
