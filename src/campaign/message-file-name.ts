import { createHash } from 'node:crypto';

/** Names that Windows keeps for devices, whatever stands after a dot. */
const devices = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/;

const safe = /^[a-z0-9][a-z0-9._@+-]*$/;

const longest = 64;

/**
 * The name of the file that holds the message to a receiver; the same for the same receiver, always, and
 * another for every other, on every file system.
 *
 * An id of up to 64 lower-case letters, digits and `. _ @ + -` is its own name, unless it begins with a
 * mark, ends with a dot or is a device of Windows. Any other id is written as what is legible of it, a `~`
 * and the first 16 hexadecimal digits of its SHA-256: nothing of the first kind has a `~`.
 *
 * @param id what `--to` names, as it was given
 * @param extension with its dot
 * @example messageFileName('john-doe-01', '.html') // 'john-doe-01.html'
 * @example messageFileName('../../x', '.html') // 'x~9cdf6a50100a862e.html'
 */
export function messageFileName(id: string, extension: string): string {
  const asIs = id.length <= longest && safe.test(id) && !id.endsWith('.') && !devices.test(id);
  if (asIs) return `${id}${extension}`;
  const digest = createHash('sha256').update(id).digest('hex').slice(0, 16);
  return `${legible(id)}~${digest}${extension}`;
}

function legible(id: string): string {
  const words = id
    .slice(0, 200)
    .normalize('NFKD')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  const text = words.filter((word) => word !== '').join('-');
  return text === '' ? 'id' : text.slice(0, 40);
}
