import { test } from 'vitest';
import { addressesAreSingle, mailsAreReadAsMeant } from './mail.js';

test('a mail says to another program what the message says, and the same octets each time', () =>
  mailsAreReadAsMeant(150));

test('an address with anything around it is refused, or is one address', () => addressesAreSingle(150));
