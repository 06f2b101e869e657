import { test } from 'vitest';
import {
  addressesAreSingle,
  brokenHtmlBreaksNothing,
  inliningChangesStylesAlone,
  mailsAreReadAsMeant,
} from './mail.js';

test('a mail says to another program what the message says, and the same octets each time', () =>
  mailsAreReadAsMeant(150));

test('an address with anything around it is refused, or is one address', () => addressesAreSingle(150));

test('inlining CSS changes styles alone', () => inliningChangesStylesAlone(100));

test('broken HTML breaks nothing', () => brokenHtmlBreaksNothing(100));
