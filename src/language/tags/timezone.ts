import { FixedOffsetZone, IANAZone } from 'luxon';
import { asText } from '../../values/kinds.js';
import { remembered } from '../../values/locale.js';
import { PENDING } from '../../values/value.js';
import { getterTag } from '../getter-tag.js';
import { positional } from '../headers.js';
import { RenderFailure } from '../pass.js';
import { defineTag } from '../tag.js';

export const timezoneTag = defineTag({
  name: 'timezone',
  library: 'tz',
  doc: 'Prints the dates of its body in another time zone: an IANA name; None is the zone of the message.',
  example: {
    template: '{% timezone "Asia/Tokyo" %}{{ t|date:"H:i" }}{% endtimezone %} {{ t|date:"H:i" }}',
    context: { t: '2025-06-24T12:00:00Z' },
    result: '21:00 12:00',
  },
  header: { shape: 'arguments', positional: { names: ['zone'], min: 1 }, named: 'none' },
  body: {},
  prints: false,
  captures: false,
  compile(tag, compiler) {
    const zone = compiler.value(positional(tag.header, 0), 'argument');
    const body = compiler.body(tag.branches[0]?.body ?? []);
    const unknown = compiler.diagnose('unknown-time-zone', {}, positional(tag.header, 0));
    return (pass) => {
      const value = zone(pass);
      if (value === PENDING) return '';
      if (value === null) return pass.within({ timeZone: null }, body);
      const timeZone = asText(value) ?? '';
      if (!isZone(timeZone)) throw new RenderFailure(() => unknown, unknown.message);
      return pass.within({ timeZone }, body);
    };
  },
});

/** Names may come from data, and luxon would keep every one that it is asked for. */
const isZone = remembered(
  (name) => IANAZone.isValidZone(name) || FixedOffsetZone.parseSpecifier(name) !== null,
);

export const getCurrentTimezoneTag = getterTag({
  name: 'get_current_timezone',
  library: 'tz',
  doc: 'Keeps the name of the current time zone under a name.',
  example: {
    template: '{% timezone "Asia/Tokyo" %}{% get_current_timezone as zone %}{{ zone }}{% endtimezone %}',
    result: 'Asia/Tokyo',
  },
  compile: () => (pass) => pass.timeZone,
});
