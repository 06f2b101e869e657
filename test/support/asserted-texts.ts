import ts from 'typescript';

/**
 * The texts that a test file asserts: every string and pattern inside the arguments of a matcher of
 * `expect(…)`, and of the table of an `it.each` or `test.each`, whose rows are what its test expects.
 * Text in comments, titles and in what is only given to the tested code is none.
 */
export function assertedTexts(file: string, source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node, asserted: boolean): void => {
    if (asserted && (ts.isStringLiteralLike(node) || ts.isRegularExpressionLiteral(node)))
      found.push(node.text);
    if (asserted && (ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)))
      found.push(node.text);
    if (ts.isCallExpression(node) && (isMatcher(node) || isTable(node))) {
      visit(node.expression, asserted);
      for (const argument of node.arguments) visit(argument, true);
    } else ts.forEachChild(node, (child) => visit(child, asserted));
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest), false);
  return found;
}

/** `expect(…).toEqual(…)`, but not what is denied: `expect(…).not.toEqual(…)`. */
function isMatcher({ expression }: ts.CallExpression): boolean {
  if (!ts.isPropertyAccessExpression(expression) || !expression.name.text.startsWith('to')) return false;
  let at: ts.Expression = expression.expression;
  while (ts.isPropertyAccessExpression(at)) {
    if (at.name.text === 'not') return false;
    at = at.expression;
  }
  return ts.isCallExpression(at) && ts.isIdentifier(at.expression) && at.expression.text === 'expect';
}

const isTable = ({ expression }: ts.CallExpression): boolean =>
  ts.isPropertyAccessExpression(expression) &&
  expression.name.text === 'each' &&
  ts.isIdentifier(expression.expression) &&
  ['it', 'test'].includes(expression.expression.text);
