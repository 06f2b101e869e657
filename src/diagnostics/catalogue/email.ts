import { entry } from '../entry.js';

/** Why a value may not stand in a place of an e-mail's HTML, and what to do instead. */
const refusals = {
  script: {
    why: 'stands in <script>, which mail programs do not run and no escaping makes safe',
    instead: 'leave the script out, or print the value in the text',
  },
  style: {
    why: 'stands in <style>, where a value could add rules of its own',
    instead: 'put it into the style attribute of an element, or choose between written-out rules by if',
  },
  raw: {
    why: 'stands in an element whose content is not read as HTML, so that nothing can be escaped there',
    instead: 'print it outside of the element',
  },
  handler: {
    why: 'stands in an event handler, which is a program',
    instead: 'leave the handler out: mail programs do not run it',
  },
  srcset: {
    why: 'stands in a list of images, where a comma in it would begin another address',
    instead: 'use src',
  },
  srcdoc: {
    why: 'stands in srcdoc, which is a document within an attribute',
    instead: 'print it in the text',
  },
  'script-url': {
    why: 'stands in an address that runs a program or holds a document',
    instead: 'link to a page by https:',
  },
  'tag-name': {
    why: 'stands in the name of a tag',
    instead: 'write the tag out, and choose between two of them by if',
  },
  'attribute-name': {
    why: 'stands in a tag, where the name of an attribute is expected',
    instead: 'write name="{{ … }}"; for an attribute that may be absent put all of it into if',
  },
  'name-undecided': {
    why: 'would belong to a name before it or not, as a part of the template is printed or not',
    instead: 'put a space before it, or write the whole attribute within the part',
  },
  declaration: {
    why: 'stands in a declaration such as <!doctype>',
    instead: 'write the declaration out',
  },
  undecided: {
    why: 'stands right behind characters that would be a tag if the value were empty',
    instead: 'write &lt; for a < of the text',
  },
  joins: {
    why: 'would end a comment or not, as a value before it is empty or not',
    instead: 'put a space between',
  },
  'closes-comment': {
    why: 'ends a comment for Outlook in the middle',
    instead: 'write --&gt;, or end the comment by <![endif]-->',
  },
  spaceless: {
    why: 'stands within a tag or a comment, where white space counts',
    instead: 'put it around whole tags and comments',
  },
  scheme: {
    why: 'would make a scheme of the value before it, such as javascript:',
    instead: 'write the scheme out: https://{{ … }}',
  },
  reference: {
    why: 'stands right behind "&", with which it could become another character',
    instead: 'write &amp; for a & of the text',
  },
  'css-function': {
    why: 'would make the name of a function of the value before it',
    instead: 'write the name of the function out',
  },
  'css-joined': {
    why: 'would begin a comment if the value before it were empty',
    instead: 'put a space between',
  },
  'css-comment': {
    why: 'stands in a comment of a style',
    instead: 'leave the comment out',
  },
  'css-escape': {
    why: 'stands right behind a backslash, which would take its first character for an escape',
    instead: 'leave the backslash out',
  },
} as const;

export type RefusalReason = keyof typeof refusals;

/** What escaping by place has to say of the HTML of an e-mail. */
export const email = {
  'output-refused': entry<{ what: string; reason: RefusalReason }>({
    severity: 'error',
    message: ({ what, reason }) => `${what} ${refusals[reason].why}`,
    help: ({ reason }) => refusals[reason].instead,
  }),
  'filter-cuts-markup': entry<{ filter: string }>({
    severity: 'error',
    message: ({ filter }) =>
      `"${filter}" may cut a tag of this part in two, as the values in it are long or short`,
    help: () => 'apply it to the values themselves, or use truncatechars_html or truncatewords_html',
  }),
  'html-unclosed': entry<{ opener: string }>({
    severity: 'error',
    message: ({ opener }) => `what "${opener}" opens here is still open at the end of the message`,
    help: ({ opener }) =>
      opener === '<!--' ? 'close it by -->' : 'close it by >, its attributes by their quotation marks',
  }),
  'html-differs': entry<{ tag: string; one: string; other: string }>({
    severity: 'error',
    message: ({ tag, one, other }) =>
      `the parts of "${tag}" leave the HTML in different places: ${one}, and ${other} here`,
    help: () => 'open and close tags, attributes and comments within the same part',
  }),
  'include-differs': entry<{ name: string; one: string; other: string }>({
    severity: 'error',
    message: ({ name, one, other }) =>
      `"${name}" begins ${one} and ends ${other}, which only a template that is named in quotes may do`,
    help: () => 'write the name in quotes, or close what the template opens',
  }),
  'translation-differs': entry<{ language: string | undefined; name: string | undefined }>({
    severity: 'error',
    message: ({ language, name }) => {
      const text = language === undefined ? 'this text' : `the translation of this text to "${language}"`;
      return name === undefined
        ? `${text} leaves the HTML in another place than ${language === undefined ? 'its plural' : 'the text itself'}`
        : `${text} prints "${name}" in two places that are escaped in different ways`;
    },
    help: ({ name }) =>
      name === undefined
        ? 'close the same tags and attributes in both'
        : `bind it to a second name by with, one for each place`,
  }),
  'value-blocked': entry<{ style: boolean }>({
    severity: 'warning',
    message: ({ style }) =>
      style
        ? 'a value was not printed: it is more than one value of a style'
        : 'a value was not printed: links go to http, https, mailto, tel, sms and cid only',
    help: ({ style }) =>
      style
        ? 'pass words, numbers and colours; write declarations and functions out in the template'
        : 'look at the data, or write the scheme out in the template',
  }),
  'vouched-for': entry<{ what: string }>({
    severity: 'info',
    message: ({ what }) => `${what} prints what it gets without escaping, wherever it stands`,
    help: () => 'keep it only where nobody but you writes that text',
  }),
} as const;
