import { mailError } from './mail-error.js';

/**
 * Moves the rules of `<style>` elements into style attributes, for mail programs that read no `<style>`. Rules of
 * media queries, font faces, key frames and pseudo-classes stay where they are; so do comments, Outlook's
 * conditional ones too, and other systems' tags. Nothing is fetched: a `<link>` stays a link.
 *
 * @throws {MailError} where juice is not installed
 */
export async function inlineCss(html: string): Promise<string> {
  const juice = await load();
  // It would take what stands between {{ and }} for a template's, in what a person's data holds too, and in
  // the square of its length. Nothing else runs between here and the end of the call.
  const { codeBlocks } = juice;
  const kept = Object.entries(codeBlocks);
  for (const [name] of kept) delete codeBlocks[name];
  try {
    return juice(html, {
      preserveMediaQueries: true,
      preserveFontFaces: true,
      preserveKeyFrames: true,
      preservePseudos: true,
    });
  } finally {
    Object.assign(codeBlocks, Object.fromEntries(kept));
  }
}

async function load() {
  try {
    return (await import('juice/client.js')).default;
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code).endsWith('MODULE_NOT_FOUND')) throw error;
    throw mailError('mail-package-missing', { name: 'juice', option: 'inlineCss' });
  }
}
