// Adds to package-lock.json the optional packages of other platforms that a partial registry mirror leaves
// out. Without them `npm ci` calls the lock file out of sync, on every platform. Run it after `npm install`
// wherever the mirror is partial; with a full registry it finds nothing to do.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const systems = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'aix',
  'win32',
];
const processors = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'x64',
  'wasm32',
];

const added = {};
for (const [at, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (at === '' || found(at, name) || !/^\d/.test(version)) continue;
    const parts = name.split('/').pop().split('-');
    const os = parts.find((part) => systems.includes(part));
    const cpu =
      parts.find((part) => processors.includes(part)) ??
      (parts.some((part) => part.startsWith('arm')) ? 'arm' : undefined);
    added[`node_modules/${name}`] = {
      version,
      ...(cpu && { cpu: [cpu] }),
      ...(entry.dev && { dev: true }),
      optional: true,
      ...(os && { os: [os] }),
    };
  }
}

/** Whether a package that `at` depends on stands in the lock, beside it or above. */
function found(at, name) {
  for (let folder = at; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const key = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (lock.packages[key]?.version) return true;
    if (folder === '') return false;
  }
}

lock.packages = Object.fromEntries(
  Object.entries({ ...lock.packages, ...added }).sort(([a], [b]) => (a < b ? -1 : 1)),
);
if (Object.keys(added).length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${Object.keys(added).length} packages added to package-lock.json`);
