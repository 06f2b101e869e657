import type { Where } from '../diagnostics/diagnostic.js';
import { SourceText } from '../diagnostics/source-text.js';

/** A word that a shell takes as it stands. */
const plain = /^[\w@%+=:,./#~-]+$/;

/** An address may hold a password: what follows its scheme is never shown. */
const address = /^((?:--[\w-]+=)?[a-z][a-z0-9+.-]*:\/\/)/i;

/** What takes an address alone: one whose scheme was forgotten is hidden too. */
const taker = '--smtp';

/** What comes before the part of an argument that may hold a password; undefined where there is none. */
function openPart(argument: string, before: string | undefined): string | undefined {
  const scheme = address.exec(argument)?.[1];
  if (scheme !== undefined || !argument.includes('@')) return scheme;
  if (before === taker) return '';
  return argument.startsWith(`${taker}=`) ? `${taker}=` : undefined;
}

/** The command line as a text, so that a diagnostic can point at what is wrong with it. */
export class CommandLine {
  readonly source: SourceText;
  readonly #starts: readonly { readonly start: number; readonly end: number }[];

  constructor(readonly argv: readonly string[]) {
    let text = 'snippetry';
    this.#starts = argv.map((argument, index) => {
      const start = text.length + 1;
      text += ` ${shown(argument, argv[index - 1])}`;
      return { start, end: text.length };
    });
    this.source = new SourceText('command line', text);
  }

  /** The place of an argument: the last one that is exactly this, or `--option=this`; else the whole line's end. */
  at(argument: string, option?: string): Where {
    const after = (index: number) => option === undefined || this.argv[index - 1] === option;
    const { argv } = this;
    for (let index = argv.length - 1; index >= 0; index--) {
      const given = argv[index];
      const matches = given === argument && after(index);
      if (matches || given === `${option}=${argument}`) return this.#where(index);
    }
    return { source: this.source, range: { start: this.source.text.length, end: this.source.text.length } };
  }

  /**
   * A text without what follows the schemes of addresses in the arguments that name a user: wherever such an
   * argument was taken for something else, a message would quote its password.
   */
  hide(text: string): string {
    const secrets = this.argv.flatMap((argument, index) => {
      const open = openPart(argument, this.argv[index - 1]);
      const rest = open === undefined ? '' : argument.slice(open.length);
      return rest.includes('@') ? [rest] : [];
    });
    return secrets.reduce((hidden, secret) => hidden.replaceAll(secret, '…'), text);
  }

  #where(index: number): Where {
    return { source: this.source, range: this.#starts[index] ?? { start: 0, end: 0 } };
  }
}

function shown(argument: string, before: string | undefined): string {
  const open = openPart(argument, before);
  if (open !== undefined) return `${open}…`;
  return plain.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
