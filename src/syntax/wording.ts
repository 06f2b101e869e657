import type { ILexerErrorMessageProvider, IParserErrorMessageProvider } from 'chevrotain';

// Nothing of the parser library's wording may reach a reader: every message comes from the catalogue.
const nothing = (): string => '';

export const wordlessLexer: ILexerErrorMessageProvider = {
  buildUnexpectedCharactersMessage: nothing,
  buildUnableToPopLexerModeMessage: nothing,
};

export const wordlessParser: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: nothing,
  buildNotAllInputParsedMessage: nothing,
  buildNoViableAltMessage: nothing,
  buildEarlyExitMessage: nothing,
};
