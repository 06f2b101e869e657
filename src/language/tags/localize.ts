import type { Tag } from '../../syntax/ast.js';
import { wordsOf } from '../headers.js';
import type { Surroundings } from '../pass.js';
import { defineTag, type TagCompiler } from '../tag.js';

const header = { shape: 'words', min: 0, max: 1, choices: ['on', 'off'], means: 'on or off' } as const;

/** Renders the body in the surroundings that `on` or `off` stands for; without a word it is on. */
function switched(tag: Tag, compiler: TagCompiler, surroundings: (on: boolean) => Surroundings) {
  const body = compiler.body(tag.branches[0]?.body ?? []);
  const wanted = surroundings(wordsOf(tag.header)[0]?.text !== 'off');
  return (pass: Parameters<typeof body>[0]) => pass.within(wanted, body);
}

export const localizeTag = defineTag({
  name: 'localize',
  library: 'l10n',
  doc: 'Turns off, or on again, that its body prints numbers and dates in the way of the language.',
  example: {
    template: '{% language "de" %}{{ n }} {% localize off %}{{ n }}{% endlocalize %}{% endlanguage %}',
    context: { n: 1.5 },
    result: '1,5 1.5',
  },
  header,
  body: {},
  prints: false,
  captures: false,
  compile: (tag, compiler) => switched(tag, compiler, (localised) => ({ localised })),
});

export const localtimeTag = defineTag({
  name: 'localtime',
  library: 'tz',
  doc: 'With off, its body prints dates in the time zone that they came with; with on, in that of the message.',
  example: {
    template:
      '{% timezone "Asia/Tokyo" %}{{ t|date:"H:i" }} {% localtime off %}{{ t|date:"H:i" }}{% endlocaltime %}{% endtimezone %}',
    context: { t: '2025-06-24T12:00:00Z' },
    result: '21:00 12:00',
  },
  header,
  body: {},
  prints: false,
  captures: false,
  compile: (tag, compiler) => switched(tag, compiler, (localTime) => ({ localTime })),
});
