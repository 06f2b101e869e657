import { tagGrammar } from '../src/syntax/grammar.js';
import { choice, option, type Part, repeat, rule, sequence, skip, svg, token } from './railroad.js';

/** A rule of the serialised grammar, with what its kinds carry. */
interface Production {
  readonly type: string;
  readonly name?: string;
  readonly label?: string;
  readonly separator?: Production;
  readonly definition?: readonly Production[];
}

function partOf(production: Production): Part {
  const inside = sequence((production.definition ?? []).map(partOf));
  const between = production.separator ? partOf(production.separator) : skip;
  switch (production.type) {
    case 'Terminal':
      return token(production.label ?? production.name ?? '');
    case 'NonTerminal':
      return rule(production.name ?? '');
    case 'Option':
      return option(inside);
    case 'Alternation':
      return choice((production.definition ?? []).map(partOf));
    case 'Repetition':
    case 'RepetitionWithSeparator':
      return option(repeat(inside, between));
    case 'RepetitionMandatory':
    case 'RepetitionMandatoryWithSeparator':
      return repeat(inside, between);
    default:
      return inside;
  }
}

/** What stands beside a rule that the inside of a tag or an output begins with. */
const entries: ReadonlyMap<string, string> = new Map([
  ['output', 'the inside of {{ … }} and <%= … %>'],
  ['filters', 'the header of filter'],
  ['condition', 'the header of if and elif'],
  ['loop', 'the header of for'],
  ['arguments', 'the header of include, with, deals and most other tags'],
  ['words', 'the header of block, load, autoescape'],
]);

const style = `body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1b1f24;background:#fff}
h2{font:600 1rem ui-monospace,monospace;margin:2rem 0 .25rem}h2 small{font:400 .875rem system-ui,sans-serif;color:#57606a}
svg{display:block;max-width:100%}path{fill:none;stroke:#57606a;stroke-width:1.5}rect{stroke-width:1.5}
.token{fill:#ddf4ff;stroke:#0969da}.rule{fill:#fff8c5;stroke:#9a6700}text{font:13px ui-monospace,monospace;text-anchor:middle;fill:#1b1f24}
:target{background:#fff8c5}`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The page grammar/diagram.html: every rule of the parser as a picture. It loads nothing from anywhere. */
export function diagram(): string {
  const rules = tagGrammar().getSerializedGastProductions() as unknown as readonly Production[];
  const sections = rules.map((production) => {
    const name = production.name ?? '';
    const note = entries.get(name);
    const heading = note === undefined ? name : `${name} <small>${escaped(note)}</small>`;
    return `<h2 id="${name}">${heading}</h2>\n${svg(partOf(production))}`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>The grammar inside a tag</title>
<style>
${style}
</style>
<h1>The grammar inside a tag</h1>
<p>Drawn from the parser by <code>npm run grammar</code>. Round boxes are words and signs, square ones are rules.
How text is split into tags, and how tags make blocks, is written in template.ebnf.</p>
${sections.join('\n')}
</html>
`;
}
