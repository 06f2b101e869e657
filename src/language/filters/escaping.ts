import { SafeText } from '../../values/safe-text.js';
import { toText } from '../../values/text.js';
import { defineFilter, type FilterDefinition } from '../filter.js';
import { conditionalEscape, escapedHere, isSafeHtml, markedUpAs, safeHere } from './conditional-escape.js';

const escapeFilter = defineFilter({
  name: 'escape',
  doc:
    "Escapes a string's HTML: < > ' \" & become &lt; &gt; &#x27; &quot; &amp;. It is done once only, so that " +
    'it changes nothing where autoescaping does the same. In a chat channel it is the escaping of that channel.',
  example: {
    template: '{% autoescape off %}{{ title|escape }}{% endautoescape %}',
    context: { title: '<b>&</b>' },
    result: '&lt;b&gt;&amp;&lt;/b&gt;',
  },
  library: 'built-in',
  input: 'any',
  result: 'text',
  paths: 'text',
  output: 'html',
  pure: true,
  apply(value, _argument, runtime, site) {
    const escaped = escapedHere(value, runtime, site);
    runtime.charge(escaped.text.length);
    return escaped;
  },
});

const safeFilter = defineFilter({
  name: 'safe',
  doc: 'Marks a string as not requiring further HTML escaping prior to output. In a chat channel: as being markup of that channel.',
  example: { template: '{{ badge|safe }}', context: { badge: '<b>New</b>' }, result: '<b>New</b>' },
  library: 'built-in',
  input: 'text',
  result: 'text',
  paths: 'input',
  output: 'html',
  pure: true,
  apply: (value, _argument, _runtime, site) => safeHere(String(value), site),
});

const linebreaksbr = defineFilter({
  name: 'linebreaksbr',
  doc: 'Converts all newlines in a piece of plain text to HTML line breaks (<br>).',
  example: {
    template: '{{ note|linebreaksbr }}',
    context: { note: 'Joel\nis a <slug>' },
    result: 'Joel<br>is a &lt;slug&gt;',
  },
  library: 'built-in',
  input: 'any',
  result: 'text',
  paths: 'text',
  output: 'html',
  pure: true,
  apply(value, _argument, runtime, site) {
    const plain = site.autoescape && !isSafeHtml(value);
    const html = plain ? conditionalEscape(value, runtime) : toText(value, runtime);
    runtime.charge(html.length * 4);
    return new SafeText(html.replace(/\r\n?|\n/g, '<br>'), markedUpAs(site));
  },
});

/** What is HTML already, and what has to become it. */
export const escaping: readonly FilterDefinition[] = [escapeFilter, safeFilter, linebreaksbr];
