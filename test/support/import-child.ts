import { type ImportOptions, importRecords } from '../../src/sources/import.js';

/** An import in a process of its own, which can be killed: it prints the share of the bytes that are done. */
const [paths = '[]', into = '', options = '{}'] = process.argv.slice(2);
const given = JSON.parse(options) as ImportOptions;
const { diagnostics } = await importRecords(JSON.parse(paths) as string[], into, {
  ...given,
  onProgress: ({ bytes, totalBytes }) => process.stdout.write(`${bytes / totalBytes}\n`),
});
process.stderr.write(diagnostics.map((one) => `${one.code} ${one.message}\n`).join(''));
process.stderr.write(`peak ${process.resourceUsage().maxRSS}\n`);
