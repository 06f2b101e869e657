import { type CharacterRemark, defineChannel, remark } from './channel.js';
import { typographic } from './gsm7.js';
import { smsSegments } from './sms-segments.js';

/** Phones and networks join ten messages with certainty. */
const most = 10;

/**
 * SMS: plain text, so nothing is escaped, and the text of a value is its own markup. What counts is how many messages a text takes, and what makes it take more:
 * one character outside of GSM-7 leaves 70 of 160 characters.
 */
export const sms = defineChannel({
  name: 'sms',
  escape: (value) => value,
  encoding: 'markup',
  tagLines: 'drop',
  characters: forcing,
  limit: {
    unit: 'segments',
    most,
    measure: (text) => smsSegments(text).segments,
    room(text) {
      const { encoding, segments, units, room } = smsSegments(text);
      return remark('sms-room', { encoding, segments, units, room });
    },
  },
});

function forcing(text: string): readonly CharacterRemark[] {
  return smsSegments(text).forcing.map(({ character, at }) => {
    const instead = typographic.get(character);
    return { start: at, end: at + character.length, ...(instead !== undefined && { instead }) };
  });
}
