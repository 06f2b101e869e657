import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { describe, expect, test } from 'vitest';
import { builtinChannels } from '../../src/channels/index.js';
import { Engine } from '../../src/index.js';
import { type Hand, hostileValue, randomMessage } from './channels/random-message.js';
import { readSlack, readWhatsapp } from './channels/read-lines.js';
import { readTelegram } from './channels/read-telegram.js';
import { type Around, mapped, type Tree } from './channels/tree.js';

/** A channel under test: how its authors write, how it is read, and what a place shows of a value. */
interface Subject {
  readonly hand: Hand;
  readonly read: (message: string) => Tree;
  readonly shown: (value: string, around: Around) => string;
}

const none: Hand = { marks: [], lines: [], code: false };
const asText = (message: string): Tree => [{ kind: 'text', text: message }];

/** Formatting that has no escapes ends with its line, a piece of code with its backtick. */
function inLine(value: string, around: Around): string {
  if (around.includes('target') || around.includes('block')) return value;
  if (around.includes('code')) return value.replaceAll('\n', ' ').replaceAll('`', '\u02CB');
  if (around.includes('link')) return value.replaceAll('\n', ' ').replaceAll('|', '\u00A6');
  return around.length > 0 ? value.replaceAll('\n', ' ') : value;
}

/** A mark within a quotation of Telegram keeps to its line. */
const quotedLine = (value: string, around: Around): string =>
  around[0] === 'quote' && around.length > 1 && !around.includes('target')
    ? value.replaceAll('\n', ' ')
    : value;

/** Of HTML all that matters here: tags with one quoted attribute, and the five entities. */
function readHtml(message: string): Tree {
  const characters = new Map([
    ['&amp;', '&'],
    ['&lt;', '<'],
    ['&gt;', '>'],
    ['&quot;', '"'],
    ['&#x27;', "'"],
  ]);
  const decoded = (text: string) => text.replace(/&#?\w+;/g, (one) => characters.get(one) ?? one);
  return message.split(/(<[^>]*>)/).map((piece) => {
    if (!piece.startsWith('<')) return { kind: 'text', text: decoded(piece) };
    const [before = '', value, after = ''] = piece.split('"');
    return { kind: `tag ${before}${after}`, of: [], ...(value !== undefined && { target: decoded(value) }) };
  });
}

/** Elements as a browser has them, a title as what they point to. */
function readEmail(message: string): Tree {
  const read = (nodes: readonly DefaultTreeAdapterTypes.ChildNode[]): Tree =>
    nodes.flatMap((node): Tree => {
      if ('value' in node) return [{ kind: 'text', text: node.value }];
      if (!('tagName' in node)) return [{ kind: node.nodeName, of: [] }];
      const { tagName: kind, attrs, childNodes } = node;
      const names = attrs.map(({ name }) => name).join(' ');
      const target = attrs.find(({ name }) => name === 'title')?.value;
      return [{ kind: `${kind} ${names}`, of: read(childNodes), ...(target !== undefined && { target }) }];
    });
  return read(parseFragment(message).childNodes);
}

const subjects: Readonly<Record<string, Subject>> = {
  text: { hand: none, read: asText, shown: (value) => value },
  sms: { hand: none, read: asText, shown: (value) => value },
  email: {
    hand: {
      ...none,
      lines: ['<hr>', '<p>', '<!-- note -->'],
      link: (target, label) => `<b title="${target}">${label}</b>`,
    },
    read: readEmail,
    shown: (value) => value,
  },
  html: {
    hand: { ...none, lines: ['<hr>', '<p>'], link: (target, label) => `<a href="${target}">${label}</a>` },
    read: readHtml,
    shown: (value) => value,
  },
  telegram: {
    hand: {
      marks: ['*', '_', '__', '~', '||'],
      lines: ['>', '\\- ', '1\\. '],
      code: true,
      link: (target, label) => `[${label}](${target})`,
    },
    read: readTelegram,
    shown: quotedLine,
  },
  slack: {
    hand: {
      marks: ['*', '_', '~'],
      lines: ['> ', '- ', '1. '],
      code: true,
      link: (target, label) => `<${target}|${label}>`,
    },
    read: readSlack,
    shown: inLine,
  },
  whatsapp: {
    hand: { marks: ['*', '_', '~'], lines: ['> ', '- ', '* ', '1. '], code: true },
    read: readWhatsapp,
    shown: inLine,
  },
};

const heavy = process.env.HEAVY === '1';
const token = /xv(\d+)x/g;

/** What is read, without the joiners; a target as it is followed. */
const normal = (text: string, around: Around): string => {
  const bare = text.replaceAll('\u2060', '');
  return around.includes('target')
    ? bare.replace(/%([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : bare;
};

describe.each(builtinChannels.map(({ name }) => name))('the channel %s', (channel) => {
  const subject = subjects[channel];

  test('has a reader here', () => {
    expect(subject).toBeDefined();
  });

  test('a value changes nothing but the text in its place, and is read back', () => {
    if (subject === undefined) return;
    const { hand, read, shown } = subject;
    const fixed = { yes: true, no: false, once: [1] };
    fc.assert(
      fc.property(
        randomMessage(hand),
        fc.array(hostileValue, { minLength: 40, maxLength: 40 }),
        (message, all) => {
          fc.pre(message.values <= all.length);
          const engine = new Engine({ templates: message.templates });
          const template = engine.compile(message.template, { channel });
          const values = Object.fromEntries(all.map((value, index) => [`v${index}`, value]));
          const harmless = Object.fromEntries(all.map((_, index) => [`v${index}`, `xv${index}x`]));
          const wanted = mapped(read(template.renderSync({ ...fixed, ...harmless })), (text, around) =>
            normal(
              text.replace(token, (_, index: string) => shown(all[Number(index)] ?? '', around)),
              around,
            ),
          );
          expect(mapped(read(template.renderSync({ ...fixed, ...values })), normal)).toEqual(wanted);
        },
      ),
      { numRuns: heavy ? 5_000 : 120 },
    );
  });
});
