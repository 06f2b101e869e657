const special = /[&<>"']/;

/**
 * Django's `escape`: `& < > " '` become `&amp; &lt; &gt; &quot; &#x27;`. Text without any of them comes back
 * as it is.
 *
 * One search for the first character to escape, then one scan from there: measured as the fastest way.
 *
 * @example escapeHtml(`Tom & "Ann"`) // 'Tom &amp; &quot;Ann&quot;'
 */
export function escapeHtml(text: string): string {
  const match = special.exec(text);
  if (match === null) return text;
  let escaped = '';
  let from = 0;
  for (let i = match.index; i < text.length; i++) {
    let entity: string;
    switch (text.charCodeAt(i)) {
      case 38:
        entity = '&amp;';
        break;
      case 60:
        entity = '&lt;';
        break;
      case 62:
        entity = '&gt;';
        break;
      case 34:
        entity = '&quot;';
        break;
      case 39:
        entity = '&#x27;';
        break;
      default:
        continue;
    }
    escaped += from === i ? entity : text.slice(from, i) + entity;
    from = i + 1;
  }
  return from < text.length ? escaped + text.slice(from) : escaped;
}
