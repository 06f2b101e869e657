/** The public door `snippetry/syntax`: reading templates without running them. */

export { type Position, type Range, SourceText } from '../diagnostics/source-text.js';
export type * from './ast.js';
export type { Delimiters, Dialect, ParseOptions } from './options.js';
export { type ParseResult, parse } from './parse.js';
export { type DelimiterStyle, type Markup, type Piece, split } from './split.js';
export type * from './tag-syntax.js';
export { type Visitor, walk, walkCondition, walkExpression, walkHeader, walkNodes } from './walk.js';
