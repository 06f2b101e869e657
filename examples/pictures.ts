/**
 * Pictures of the HTML of the example messages, as a desktop and as a phone show them, light and dark:
 * `npx tsx examples/pictures.ts [PART OF A NAME]` writes them to out/pictures. Needs Chromium, as Debian packages it.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { withPreheader } from '../src/campaign/index.js';
import { messageRenderings } from './messages/renderings.js';

const root = fileURLToPath(new URL('..', import.meta.url));

export interface Look {
  readonly name: string;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly dark?: boolean;
}

export const looks: readonly Look[] = [
  { name: 'desktop', width: 640, height: 1_100 },
  { name: 'phone', width: 375, height: 1_300 },
  { name: 'phone-dark', width: 375, height: 1_300, dark: true },
];

/** A message as it is mailed: with its preheader, and with drawings where its pictures would be fetched. */
export async function mailedHtml(expected: string): Promise<string> {
  const text = await readFile(path.join(root, 'examples/expected/messages', expected), 'utf8');
  const preheader = /^preheader: (.*)$/m.exec(text)?.[1] ?? '';
  const html = text.slice(text.indexOf('--- html\n') + 9, text.indexOf('\n--- text\n'));
  return withPreheader(html, preheader).replace(
    /https:\/\/cdn\.example\.com\/img\/([\w-]+)\.png(?=")/g,
    drawing,
  );
}

/** Those with HTML: the renderings whose files the pictures are of. */
export const pictured: readonly string[] = messageRenderings
  .filter(({ template }) => template.endsWith('.html'))
  .map(({ expected }) => expected);

/** A square in a colour of the name's, with its first letter. */
function drawing(_address: string, name: string): string {
  const hue = [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 360;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="hsl(${hue},35%,60%)"/><text x="32" y="43" font-size="32" font-family="sans-serif" text-anchor="middle" fill="#fff">${name[0]?.toUpperCase()}</text></svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

const run = promisify(execFile);
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  // Nothing is fetched: what a message shows does not depend on who answers for a name.
  '--host-resolver-rules=MAP * ~NOTFOUND',
];

/**
 * Opens pages in Chromium.
 *
 * @param options arguments of its own, such as `--screenshot=FILE`
 * @returns what it prints
 */
export async function chromium(page: string, look: Look, options: readonly string[]): Promise<string> {
  const profile = await mkdtemp(path.join(tmpdir(), 'pictures-'));
  try {
    const argv = [
      ...flags,
      `--user-data-dir=${profile}`,
      `--window-size=${look.width},${look.height}`,
      ...(look.dark ? ['--blink-settings=preferredColorScheme=0'] : []),
      ...options,
    ];
    const { stdout } = await run('chromium', [...argv, pathToFileURL(page).href], { maxBuffer: 1 << 26 });
    return stdout;
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
}

/** Writes a page for a rendering and takes its picture. */
export async function takePicture(expected: string, look: Look, folder: string): Promise<string> {
  const page = path.join(folder, expected.replace(/\.txt$/, '.html'));
  await writeFile(page, await mailedHtml(expected));
  const picture = path.join(folder, expected.replace(/\.txt$/, `.${look.name}.png`));
  await chromium(page, look, [`--screenshot=${picture}`]);
  return picture;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = path.join(root, 'out/pictures');
  await mkdir(folder, { recursive: true });
  for (const expected of pictured.filter((name) => name.includes(process.argv[2] ?? ''))) {
    for (const look of looks) process.stdout.write(`${await takePicture(expected, look, folder)}\n`);
  }
}
