/** The filters that text-filters.test.ts compares with Django. */
export const textFilterNames: readonly string[] = [
  ...[
    'addslashes',
    'capfirst',
    'cut',
    'escapejs',
    'iriencode',
    'make_list',
    'phone2numeric',
    'slugify',
    'wordcount',
  ],
  ...['center', 'ljust', 'rjust', 'wordwrap'],
  ...[
    'escapeseq',
    'force_escape',
    'json_script',
    'linebreaks',
    'linenumbers',
    'safeseq',
    'striptags',
    'unordered_list',
  ],
  ...[
    'truncatewords',
    'truncatechars_html',
    'truncatewords_html',
    'urlize',
    'urlizetrunc',
    'stringformat',
    'pprint',
  ],
];
