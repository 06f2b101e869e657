import { describe, expect, test } from 'vitest';
import { smsSegments } from '../../../src/channels/index.js';

const counted = (text: string) => {
  const { encoding, segments, units, room } = smsSegments(text);
  return [encoding, segments, units, room];
};

// 3GPP TS 23.038, 6.2.1 and 6.2.1.1.
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

describe('GSM-7', () => {
  test('the 127 characters of the basic table take a septet each, those of the extension table two', () => {
    expect([...basic]).toHaveLength(127);
    expect(counted(basic)).toEqual(['gsm-7', 1, 127, 33]);
    expect(counted('\f^{}\\[~]|€')).toEqual(['gsm-7', 1, 20, 140]);
  });

  test.each([
    [0, ['gsm-7', 0, 0, 160]],
    [1, ['gsm-7', 1, 1, 159]],
    [160, ['gsm-7', 1, 160, 0]],
    [161, ['gsm-7', 2, 161, 145]],
    [306, ['gsm-7', 2, 306, 0]],
    [307, ['gsm-7', 3, 307, 152]],
  ])('%i letters', (length, expected) => {
    expect(counted('a'.repeat(length))).toEqual(expected);
  });

  test('a character of the extension table is not split over two segments', () => {
    const text = `${'a'.repeat(152)}€${'b'.repeat(152)}`;
    expect(smsSegments(text)).toMatchObject({ segments: 3, starts: [0, 152, 304], units: 306 });
  });
});

describe('UCS-2', () => {
  test.each([
    ['ł', ['ucs-2', 1, 1, 69]],
    [`ł${'a'.repeat(69)}`, ['ucs-2', 1, 70, 0]],
    [`ł${'a'.repeat(70)}`, ['ucs-2', 2, 71, 63]],
    ['ł'.repeat(134), ['ucs-2', 2, 134, 0]],
    ['😀'.repeat(35), ['ucs-2', 1, 70, 0]],
  ])('%s', (text, expected) => {
    expect(counted(text)).toEqual(expected);
  });

  test('a surrogate pair is not split over two segments', () => {
    expect(smsSegments(`${'a'.repeat(66)}😀${'b'.repeat(10)}`).starts).toEqual([0, 66]);
  });

  test('the characters that force it, in their places', () => {
    expect(smsSegments('a ł😀 „b').forcing).toEqual([
      { character: 'ł', at: 2 },
      { character: '😀', at: 3 },
      { character: '„', at: 6 },
    ]);
  });

  test('half a surrogate pair is a character of its own', () => {
    expect(counted('\uD83D')).toEqual(['ucs-2', 1, 1, 69]);
  });
});
