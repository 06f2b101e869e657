import type { GetTextTranslation } from 'gettext-parser';
import type { TemplateMessage } from '../analyse/messages.js';
import { contextSeparator, type Messages } from '../language/catalogues.js';

/** Gettext's rule where a catalogue states none. */
const germanic = 'Plural-Forms: nplurals=2; plural=(n != 1);\n';

/** Loaded when it is first needed: most engines have no catalogue, and it takes 20 ms. */
const gettext = () => import('gettext-parser');

/**
 * The messages of a gettext catalogue. Translations that are empty or marked fuzzy are left out, as msgfmt
 * leaves them out.
 *
 * @param file the text, or its bytes in the charset that its header names (UTF-8 where it names none)
 * @throws {Error} where it is no catalogue, with the line
 * @example await parsePo('msgid "Thank you"\nmsgstr "Dziękuję"\n')
 */
export async function parsePo(file: string | Uint8Array): Promise<Messages> {
  const { po } = await gettext();
  const input = typeof file === 'string' ? file : Buffer.from(file);
  const { translations } = po.parse(input, { defaultCharset: 'utf-8' });
  const header = translations['']?.['']?.msgstr[0] ?? '';
  const messages = new Map<string, string | readonly string[]>();
  messages.set('', /^plural-forms:/im.test(header) ? header : `${header}${germanic}`);
  for (const entry of Object.values(translations).flatMap((context) => Object.values(context))) {
    const translation = translationOf(entry);
    if (translation === undefined || entry.msgid === '') continue;
    const context = entry.msgctxt ? entry.msgctxt + contextSeparator : '';
    messages.set(context + entry.msgid, translation);
  }
  return Object.fromEntries(messages);
}

function translationOf({ msgid_plural, msgstr, comments }: GetTextTranslation) {
  const flags = (comments?.flag ?? '').split(/[,\s]+/);
  if (flags.includes('fuzzy') || msgstr.every((form) => form === '')) return undefined;
  return msgid_plural === undefined ? msgstr[0] : msgstr;
}

/** A message, and a place where it stands. */
export interface PlacedMessage extends TemplateMessage {
  readonly file: string;
  readonly line: number;
}

/**
 * A `.pot` file, from which translators make their catalogues. Each message stands once, where it first
 * occurs, with all its places. It carries no date, so that it changes only when a message does.
 */
export async function potOf(messages: readonly PlacedMessage[]): Promise<string> {
  const { po } = await gettext();
  const entries = new Map<string, Entry>();
  for (const message of messages) {
    const key = (message.context ?? '') + contextSeparator + message.id;
    const entry = entries.get(key) ?? new Entry(message);
    entries.set(key, entry);
    entry.add(message);
  }
  const order = new Map([...entries.keys()].map((key, index) => [key, index]));
  const place = ({ msgctxt = '', msgid }: GetTextTranslation) =>
    order.get(msgctxt + contextSeparator + msgid) ?? -1;
  const translations: Record<string, Record<string, GetTextTranslation>> = {};
  for (const entry of entries.values()) {
    const { context = '', id } = entry.message;
    translations[context] = { ...translations[context], [id]: entry.gettext() };
  }
  const table = { charset: 'utf-8', headers, translations };
  return po.compile(table, { sort: (a, b) => place(a) - place(b) }).toString('utf8');
}

const headers = {
  'Project-Id-Version': '',
  Language: '',
  'MIME-Version': '1.0',
  'Content-Type': 'text/plain; charset=UTF-8',
  'Content-Transfer-Encoding': '8bit',
};

/** All the places of one message. */
class Entry {
  plural: string | undefined;
  readonly #places = new Set<string>();
  readonly #notes = new Set<string>();

  constructor(readonly message: TemplateMessage) {}

  add({ plural, notes, file, line }: PlacedMessage): void {
    this.plural ??= plural;
    this.#places.add(`${file}:${line}`);
    for (const note of notes) this.#notes.add(note);
  }

  gettext(): GetTextTranslation {
    const { id, context } = this.message;
    return {
      msgid: id,
      ...(context !== undefined && { msgctxt: context }),
      ...(this.plural !== undefined && { msgid_plural: this.plural }),
      msgstr: this.plural === undefined ? [''] : ['', ''],
      comments: {
        reference: [...this.#places].join('\n'),
        ...(this.#notes.size > 0 && { extracted: [...this.#notes].join('\n') }),
        ...(`${id}${this.plural ?? ''}`.includes('%') && { flag: 'python-format' }),
      },
    };
  }
}
