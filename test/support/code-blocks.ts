import { readFileSync } from 'node:fs';

export interface CodeBlock {
  /** What stands behind the opening fence: `ts`, `console`. */
  readonly language: string;
  /** With its last line break. */
  readonly text: string;
}

/** The fenced blocks of a page, in order. */
export function codeBlocks(file: string): readonly CodeBlock[] {
  const page = readFileSync(file, 'utf8');
  return [...page.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({
    language,
    text,
  }));
}
