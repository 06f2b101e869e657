import path from 'node:path';
import type { Io } from './io.js';

/** A path as the person wrote it, from the working directory. */
export const resolvePath = (io: Io, file: string): string => path.resolve(io.cwd, file);

/** A path as a person would write it: from the working directory where it stands below, else absolute. */
export function shownPath(io: Io, file: string): string {
  const relative = path.relative(io.cwd, file);
  if (relative === '') return '.';
  return relative.startsWith('..') || path.isAbsolute(relative) ? file : relative;
}
