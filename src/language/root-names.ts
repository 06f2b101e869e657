/** The names that the engine itself gives a value. */
export const rootNames: ReadonlySet<string> = new Set([
  'receiver',
  'user',
  'company',
  'deal',
  'event',
  'now',
  'unsubscribe_url',
]);
