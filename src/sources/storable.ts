/**
 * Whether every database keeps a text as it is: those with U+0000 end there for libsql, and a lone surrogate
 * is not UTF-8 (libsql ends the process over one that its JSON functions give). Such texts are kept as
 * escapes inside JSON; no key may be one.
 */
export const storable = (text: string): boolean => !/[\0\p{Surrogate}]/u.test(text);
