import { entry } from '../entry.js';

/** Faults of messages to translate, of languages and of time zones. */
export const translation = {
  'translation-holds-tag': entry<{ tag: string; found: string }>({
    severity: 'error',
    message: ({ tag, found }) => `${tag} holds only text and names, and this is ${found}`,
    help: ({ tag }) => `give it a name before: {% ${tag} with name=value %}{{ name }}{% end${tag} %}`,
  }),
  'translation-needs-name': entry<{ tag: string; found: string; name: string }>({
    severity: 'warning',
    message: ({ tag, found }) => `${tag} prints names only, so "${found}" prints nothing`,
    help: ({ tag, found, name }) => `write {% ${tag} with ${name}=${found} %} and {{ ${name} }}`,
  }),
  'count-names': entry<{ tag: string }>({
    severity: 'error',
    message: () => 'count takes exactly one name',
    help: ({ tag }) => `write {% ${tag} count n=items|length %}; other names go behind with`,
  }),
  'count-without-plural': entry<{ tag: string }>({
    severity: 'error',
    message: ({ tag }) => `this ${tag} counts, but has no plural`,
    help: ({ tag }) => `write {% ${tag} count n=value %}one{% plural %}{{ n }} of them{% end${tag} %}`,
  }),
  'plural-without-count': entry<{ tag: string }>({
    severity: 'error',
    message: ({ tag }) => `this ${tag} has a plural, but counts nothing`,
    help: ({ tag }) => `write {% ${tag} count n=value %}`,
  }),
  'count-not-number': entry<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `this message counts by "${name}", and that is not a number`,
    help: () => 'count a number, such as items|length',
  }),
  'context-is-option': entry<{ tag: string; word: string }>({
    severity: 'error',
    message: ({ word }) => `context takes a text, and "${word}" is an option`,
    help: ({ tag, word }) => `write {% ${tag} "text" context "verb" ${word} … %}`,
  }),
  'text-wanted': entry<{ tag: string; what: string }>({
    severity: 'error',
    message: ({ tag, what }) => `${tag} takes ${what}, and this value is not a text`,
    help: ({ tag }) => `write the text in quotes: {% ${tag} "…" %}`,
  }),
  'translation-malformed': entry<{ language: string }>({
    severity: 'warning',
    message: ({ language }) => `the translation into "${language}" names what this message has not`,
    help: () => 'the message is left untranslated; correct the %(name)s parts in the catalogue',
  }),
  'unknown-language': entry<{ tag: string }>({
    severity: 'error',
    message: ({ tag }) => `${tag} knows no language by this code`,
    help: () => 'codes are such as pl, de or pt-br',
  }),
  'unknown-time-zone': entry({
    severity: 'error',
    message: () => 'there is no time zone of this name',
    help: () => 'use an IANA name such as Europe/Warsaw',
  }),
} as const;
