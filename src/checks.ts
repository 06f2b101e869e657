import { type Body, bodyOf } from './analyse/body.js';
import { checkChannel } from './analyse/channel.js';
import {
  checkLayout,
  isMessage,
  type MessageLayout,
  mailParts,
  messageLayout,
} from './analyse/message-layout.js';
import { reach } from './analyse/reach.js';
import { findChannel } from './channels/find-channel.js';
import type { Channel } from './channels/index.js';
import type { ParsedTemplate } from './compile/parsed.js';
import type { TemplateStore } from './compile/store.js';
import { type Diagnostic, isError, sortDiagnostics } from './diagnostics/diagnostic.js';
import { TemplateError } from './diagnostics/error.js';
import type { Language } from './language/builtins.js';
import type { Catalogues } from './language/catalogues.js';

/** Channels that are parts under other names. */
const notChat: ReadonlySet<string> = new Set(['html', 'email', 'text']);

/** What stands at the top level of a message is in no block. */
const noBlock = { name: '', level: 0 } as const;

/** Everything that can be told of templates and messages before they run. */
export class Checks {
  constructor(
    readonly channels: ReadonlyMap<string, Channel>,
    readonly store: TemplateStore,
    readonly settings: { readonly django: boolean; readonly catalogues: Catalogues },
  ) {}

  get #language(): Language {
    return this.store.settings.language;
  }

  /** @throws {TemplateError} for a name that there is no channel of */
  channel(wanted: string | undefined, file?: string): Channel {
    return findChannel(this.channels, wanted, { file, usual: this.settings.django ? 'html' : 'email' });
  }

  template(parsed: ParsedTemplate, channel: Channel): readonly Diagnostic[] {
    return sortDiagnostics([...this.own(parsed), ...this.#of(channel, bodyOf(parsed))]);
  }

  message(parsed: ParsedTemplate): readonly Diagnostic[] {
    const layout = this.layout(parsed);
    return sortDiagnostics([
      ...this.own(parsed),
      ...checkLayout(layout, this.#partNames, this.#language, this.store),
      ...[...layout.parts].flatMap(([part, body]) => this.#part(part, body, layout)),
    ]);
  }

  /** A part, and what stands before the parts, whose texts it may print: they are compiled for its channel, too. */
  #part(part: string, body: Body<ParsedTemplate>, { tops }: MessageLayout<ParsedTemplate>) {
    const channel = this.channelOf(part);
    const { limit: _, ...unlimited } = channel;
    const before = channel.markup === undefined ? [] : tops;
    return [
      ...before.flatMap(({ parsed, nodes }) =>
        this.#of(unlimited, { ...body, parsed, nodes, block: noBlock }),
      ),
      ...this.#of(channel, body),
    ];
  }

  /** Whether a template is a message; Django knows none. */
  isMessage(parsed: ParsedTemplate): boolean {
    return !this.settings.django && isMessage(parsed, this.store);
  }

  /** What is wrong with a template whatever it is for, and with those that it names. */
  own(parsed: ParsedTemplate): readonly Diagnostic[] {
    if (this.settings.django) return parsed.diagnostics;
    return reach(parsed, this.store, this.#language);
  }

  layout(parsed: ParsedTemplate): MessageLayout<ParsedTemplate> {
    return messageLayout(parsed, this.store, this.#partNames);
  }

  /** What a part of a message is escaped for. */
  channelOf(part: string): Channel {
    const name = part === 'html' ? 'email' : mailParts.some((one) => one === part) ? 'text' : part;
    return findChannel(this.channels, this.channels.has(name) ? name : 'html');
  }

  /** What the parts of a message may be called. */
  get #partNames(): readonly string[] {
    return [...mailParts, ...[...this.channels.keys()].filter((name) => !notChat.has(name))];
  }

  #of(channel: Channel, body: Body<ParsedTemplate>): readonly Diagnostic[] {
    const { catalogues } = this.settings;
    return checkChannel(body, { ...this.store.settings, channel, library: this.store, catalogues });
  }
}

/**
 * The warnings of what is to be compiled: what is only worth knowing is `check`'s to tell.
 *
 * @throws {TemplateError} where there are errors
 */
export function sound(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const errors = found.filter(isError);
  if (errors.length > 0) throw new TemplateError(errors);
  return found.filter(({ severity }) => severity !== 'info');
}
