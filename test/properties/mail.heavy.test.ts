import { test } from 'vitest';
import { addressesAreSingle, mailsAreReadAsMeant } from './mail.js';

test('a mail says to another program what the message says', () => mailsAreReadAsMeant(20_000));

test('an address with anything around it is refused, or is one address', () => addressesAreSingle(20_000));
