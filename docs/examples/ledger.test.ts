import { describe, it } from 'node:test';
import { describeSource } from '../../src/testing/index.js';
import { fakeLedger } from './fake-ledger.js';
import { ledgerSource } from './ledger.js';

describeSource(
  {
    name: 'ledger',
    make: (tables) => ledgerSource('https://ledger.example', 'secret', fakeLedger(tables)),
    makeFailing: (tables, entity) =>
      ledgerSource('https://ledger.example', 'secret', fakeLedger(tables, entity)),
  },
  { describe, it },
  { runs: 200 },
);
