import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import { chromium, mailedHtml } from '../../examples/pictures.js';

/** What a page takes where it is shown, in CSS pixels. */
export interface Measured {
  readonly expected: string;
  /** As wide as it would have to be to be read without scrolling. */
  readonly scrollWidth: number;
  /** How far to the right anything reaches. */
  readonly right: number;
  /** The smallest letters that are seen. */
  readonly smallest: number;
  /** Text of the body that is seen. */
  readonly text: string;
}

const script = `onload = () => {
  const measured = [...document.querySelectorAll('iframe')].map((frame) => {
    const { documentElement: root, body } = frame.contentDocument;
    const seen = [...body.querySelectorAll('*')].filter((one) => one.getClientRects().length > 0 && one.innerText);
    return {
      expected: frame.title,
      scrollWidth: root.scrollWidth,
      right: Math.ceil(Math.max(...seen.map((one) => one.getBoundingClientRect().right))),
      smallest: Math.min(...seen.map((one) => parseFloat(frame.contentWindow.getComputedStyle(one).fontSize))),
      text: body.innerText,
    };
  });
  document.body.textContent = 'MEASURED' + btoa(encodeURIComponent(JSON.stringify(measured))) + 'END';
};`;

/** Lays mailed messages out at a width, each in a frame, in one run of Chromium. */
export async function measuredPages(
  expected: readonly string[],
  width: number,
  folder: string,
): Promise<readonly Measured[]> {
  const frames = await Promise.all(
    expected.map(async (name) => {
      const html = (await mailedHtml(name)).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
      return `<iframe title="${name}" width="${width}" height="700" style="border:0" srcdoc="${html}"></iframe>`;
    }),
  );
  const page = path.join(folder, `measured-${width}.html`);
  await writeFile(
    page,
    `<!doctype html><meta charset="utf-8"><script>${script}</script><body>${frames.join('\n')}`,
  );
  const look = { name: 'measured', width: 1_000, height: 800 };
  const dom = await chromium(page, look, ['--dump-dom', '--virtual-time-budget=20000']);
  const [, found] = /MEASURED([A-Za-z0-9+/=]+)END/.exec(dom) ?? [];
  if (found === undefined) throw new Error('the page was not measured');
  return JSON.parse(decodeURIComponent(atob(found))) as readonly Measured[];
}

/** The width and height of a PNG, and how many of its rows differ: a blank one has two at most. */
export function pngFacts(png: Buffer): {
  readonly width: number;
  readonly height: number;
  readonly rows: number;
} {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const pixels = inflateSync(Buffer.concat(data));
  const size = pixels.length / height;
  const rows = new Set(
    Array.from({ length: height }, (_, row) => pixels.toString('latin1', row * size, (row + 1) * size)),
  );
  return { width, height, rows: rows.size };
}
