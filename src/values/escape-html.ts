const special = /[&<>"']/g;

/**
 * Django's `escape`: `& < > " '` become `&amp; &lt; &gt; &quot; &#x27;`. Text without any of them comes back
 * as it is.
 *
 * The search runs from one such character to the next inside the regular expression: a loop over the
 * characters was as fast at best, and took two to three times as long where the compiler inlined it badly.
 *
 * @example escapeHtml(`Tom & "Ann"`) // 'Tom &amp; &quot;Ann&quot;'
 */
export function escapeHtml(text: string): string {
  special.lastIndex = 0;
  if (!special.test(text)) return text;
  let escaped = '';
  let from = 0;
  do {
    const at = special.lastIndex - 1;
    escaped += text.slice(from, at) + entity(text.charCodeAt(at));
    from = at + 1;
  } while (special.test(text));
  return from < text.length ? escaped + text.slice(from) : escaped;
}

function entity(code: number): string {
  switch (code) {
    case 38:
      return '&amp;';
    case 60:
      return '&lt;';
    case 62:
      return '&gt;';
    case 34:
      return '&quot;';
    default:
      return '&#x27;';
  }
}
