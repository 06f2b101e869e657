import { readFileSync } from 'node:fs';

/** One engine in a comparison. */
export interface Contender {
  readonly name: string;
  /** Compiles the template of the comparison and gives what renders it; each call compiles anew. */
  compile(): (context: Readonly<Record<string, unknown>>) => string;
}

/** The text of a file of bench/templates. */
export const template = (name: string): string =>
  readFileSync(new URL(`../templates/${name}`, import.meta.url), 'utf8');
