import { test } from 'vitest';
import {
  addressesAreSingle,
  brokenHtmlBreaksNothing,
  inliningChangesStylesAlone,
  mailsAreReadAsMeant,
} from './mail.js';

test('a mail says to another program what the message says', () => mailsAreReadAsMeant(20_000));

test('an address with anything around it is refused, or is one address', () => addressesAreSingle(20_000));

test('inlining CSS changes styles alone', () => inliningChangesStylesAlone(10000));

test('broken HTML breaks nothing', () => brokenHtmlBreaksNothing(10000));
