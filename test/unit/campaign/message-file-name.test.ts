import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { messageFileName } from '../../../src/campaign/message-file-name.js';

describe('the file name of a message', () => {
  test.each(['john-doe-01', 'ann.nowak@example.com', '7', 'a+b@example.com'])(
    'is the id itself: %s',
    (id) => {
      expect(messageFileName(id, '.html')).toBe(`${id}.html`);
    },
  );

  test.each([
    ['../../x', 'x'],
    ['/etc/passwd', 'etc-passwd'],
    ['..', 'id'],
    ['.hidden', 'hidden'],
    ['CON', 'con'],
    ['con', 'con'],
    ['nul.txt', 'nul-txt'],
    ['com1', 'com1'],
    ['-rf', 'rf'],
    ['end.', 'end'],
    ['id:7', 'id-7'],
    ['ORD-78523', 'ord-78523'],
    ['a\0b', 'a-b'],
    ['zoë-<b>"\'&-😀', 'zoe-b'],
    ['日本語', 'id'],
    ['', 'id'],
  ])('is legible and distinct for %j', (id, legible) => {
    expect(messageFileName(id, '.txt')).toMatch(new RegExp(`^${legible}~[0-9a-f]{16}\\.txt$`));
  });

  test('does not change from one version to the next', () => {
    expect(messageFileName('../../x', '.html')).toBe('x~9cdf6a50100a862e.html');
  });

  test('tells ids apart that differ only by case', () => {
    const names = ['Ann', 'ann', 'ANN'].map((id) => messageFileName(id, '.html').toLowerCase());
    expect(new Set(names).size).toBe(3);
  });

  test('stays short for a very long id', () => {
    expect(messageFileName('a'.repeat(5000), '.html').length).toBeLessThan(80);
    expect(messageFileName('a'.repeat(5000), '.html')).not.toBe(messageFileName('a'.repeat(5001), '.html'));
  });

  test('is safe on every file system, and another for every other id', () => {
    const safe = /^[a-z0-9][a-z0-9._@+~-]*$/;
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        const names = [one, other].map((id) => messageFileName(id, '.html'));
        for (const name of names) {
          expect(name).toMatch(safe);
          expect(name.length).toBeLessThanOrEqual(80);
          expect(name.split('.')[0]).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)$/);
        }
        if (one !== other) expect(names[0]).not.toBe(names[1]);
      }),
    );
  });
});
