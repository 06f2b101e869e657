import { checkChannel } from './analyse/channel.js';
import { type Composed, composed } from './analyse/composition.js';
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

/** Channels that are parts under other names. */
const notChat: ReadonlySet<string> = new Set(['html', 'email', 'text']);

/** Everything that can be told of templates and messages before they run. */
export class Checks {
  constructor(
    readonly language: Language,
    readonly channels: ReadonlyMap<string, Channel>,
    readonly store: TemplateStore,
    readonly django: boolean,
  ) {}

  template(parsed: ParsedTemplate, channel: Channel): readonly Diagnostic[] {
    return sortDiagnostics([...this.own(parsed), ...this.#channel(channel, composed(parsed))]);
  }

  message(parsed: ParsedTemplate): readonly Diagnostic[] {
    const layout = this.layout(parsed);
    return sortDiagnostics([
      ...this.own(parsed),
      ...checkLayout(layout, this.#partNames, this.language, this.store),
      ...[...layout.parts].flatMap(([part, body]) => this.#channel(this.channelOf(part), body)),
    ]);
  }

  /** Whether a template is a message; Django knows none. */
  isMessage(parsed: ParsedTemplate): boolean {
    return !this.django && isMessage(parsed, this.store);
  }

  /** What is wrong with a template whatever it is for, and with those that it names. */
  own(parsed: ParsedTemplate): readonly Diagnostic[] {
    if (this.django) return parsed.diagnostics;
    return reach(parsed, this.store, this.language);
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

  #channel(channel: Channel, body: Composed<ParsedTemplate>): readonly Diagnostic[] {
    return checkChannel(body, { channel, language: this.language, library: this.store });
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
