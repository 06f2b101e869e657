/** A text whose line breaks are spaces, for where the end of a line would end the author's formatting. */
export const oneLine = (text: string): string => text.replace(/\r\n?|\n/g, ' ');
