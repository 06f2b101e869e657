const [quote, comma, lineFeed, carriageReturn] = [34, 44, 10, 13];

/** The text ends within a quoted value. */
export const openQuote = -2;

/**
 * Where the CSV record that begins at `from` ends: the offset of its line break; -1 where the text ends
 * before it, `openQuote` where it does so within quotes. A quote opens a value only at the value's beginning, as RFC 4180 has it, so that one inside
 * (`5" pipe`) spoils its own record alone.
 *
 * @param breakByte what ends a line, as `lineBreakOf` found it
 */
export function endOfRecord(data: Buffer, from: number, breakByte: number): number {
  // Most records have no quotes, and searching is faster than looking at every byte.
  const end = data.indexOf(breakByte, from);
  if (end >= 0 && !data.subarray(from, end).includes(quote)) return end;
  let state: 'begin' | 'plain' | 'quoted' | 'closed' = 'begin';
  for (let i = from; i < data.length; i++) {
    const code = data[i];
    if (state === 'quoted') {
      if (code === quote) state = 'closed';
      continue;
    }
    if (code === breakByte) return i;
    if (code === quote) state = state === 'plain' ? 'plain' : 'quoted';
    else if (code === comma) state = 'begin';
    else if (code !== carriageReturn || state !== 'closed') state = 'plain';
  }
  return state === 'quoted' ? openQuote : -1;
}

/** What ends the records of a text, by the first: a line feed (with or without a carriage return before it), or a carriage return alone. */
export function lineBreakOf(data: Buffer): number {
  const first = endOfRecord(data, 0, carriageReturn);
  const feed = endOfRecord(data, 0, lineFeed);
  const alone = first >= 0 && data[first + 1] !== lineFeed && (feed < 0 || first < feed);
  return alone ? carriageReturn : lineFeed;
}
