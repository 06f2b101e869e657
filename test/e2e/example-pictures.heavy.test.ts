import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Look, looks, pictured, takePicture } from '../../examples/pictures.js';
import { type Measured, measuredPages, pngFacts } from '../support/measured-pages.js';
import { skipUnless } from '../support/requires.js';
import { temporaryFolder } from './command.js';

const hasChromium = ((): boolean => {
  try {
    execFileSync('chromium', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

skipUnless(hasChromium, 'there is no chromium')('the HTML of the example messages, in a browser', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await temporaryFolder();
  });

  describe.each(looks.filter(({ dark }) => !dark))('on a $name, $width px wide', ({ width }) => {
    let measured: readonly Measured[];
    beforeAll(async () => {
      measured = await measuredPages(pictured, width, folder);
    });

    test.each(pictured)('%s', (expected) => {
      const page = measured.find((one) => one.expected === expected);
      expect(page?.scrollWidth).toBe(width);
      expect(page?.right).toBeLessThanOrEqual(width);
      expect(page?.smallest).toBeGreaterThanOrEqual(13);
      expect(page?.text).toMatch(/^Example Shop\n/);
      expect(page?.text).toMatch(/Unsubscribe\s*$/);
    });
  });

  const pictures = pictured
    .filter((name) => /\.(emma|long)\./.test(name))
    .map((expected) => ({ expected, look: looks[expected.includes('.emma.') ? 1 : 0] as Look }));
  test.each(pictures)(
    'a picture of $expected on a $look.name shows something',
    async ({ expected, look }) => {
      const facts = pngFacts(await readFile(await takePicture(expected, look, folder)));
      expect(facts).toMatchObject({ width: look.width, height: look.height });
      expect(facts.rows).toBeGreaterThan(100);
    },
  );
});
