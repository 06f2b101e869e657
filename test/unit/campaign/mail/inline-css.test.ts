import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { inlineCss } from '../../../../src/campaign/index.js';
import { faultOf } from './reading.js';

test('rules become attributes; media queries and pseudo-classes stay', async () => {
  const html = await inlineCss(
    '<html><head><style>p{color:red} a:hover{color:green} @media (max-width:600px){p{color:blue !important}}' +
      '</style></head><body><p>Hi</p></body></html>',
  );
  expect(html).toContain('<p style="color: red;">Hi</p>');
  expect(html).toMatch(/@media \(max-width:600px\)[\s\S]*color: blue !important/);
  expect(html).toContain('a:hover');
  expect(html).not.toContain('color:red');
});

test('everything else keeps every character', async () => {
  const body =
    '\n<!--[if mso]><table class="b"><tr><td><![endif]-->\n  <![if !mso]><I>&nbsp;&lt;&#8199;</I><![endif]>' +
    '<!--[if !mso]><!--><b title=\'"1" &amp;\'>{{ keep }} <%asm_x%> }} {{{pm:y}}}</b><!--<![endif]-->\t<br/>' +
    '<a  href=\'<%asm_url%>&a={{ x }}\' <%asm_attribute%> style>JUICE_CODE_BLOCK_0_</a\n><P STYLE=" "></P><p style=";">\n';
  expect(await inlineCss(`<style>.none{color:red}</style>${body}`)).toBe(body);
  expect(await inlineCss(body)).toBe(body);
  const inlined = await inlineCss(`<style>i{color:red}b{top:0}</style>${body}`);
  expect(inlined).toBe(body.replace('<I>', '<I style="color: red;">').replace('<b ', '<b style="top: 0;" '));
});

test('attributes that are there are kept, and win; those that old programs read are added', async () => {
  const style =
    '<style>td{width:100px;background-color:#fff;color:red;padding:1px} p{color:red !important}</style>';
  expect(await inlineCss(`${style}<td class=x style='color: "blue"; padding-top:2px' align=left>`)).toBe(
    '<td width="100" bgcolor="#fff" class=x style="width: 100px; background-color: #fff; padding: 1px; ' +
      "color: 'blue'; padding-top: 2px;\" align=left>",
  );
  expect(await inlineCss(`${style}<p style="color:blue">`)).toBe('<p style="color: red;">');
});

test('what no mail is made of is refused instead of taking hours', async () => {
  const style = '<style>p{color:red}</style>';
  for (const html of [
    `${style}${'<div>'.repeat(300)}`,
    `${style}${'x'.repeat(1_000_000)}`,
    style + '<br>'.repeat(20_000),
  ]) {
    expect(await faultOf(inlineCss(html))).toMatchObject({ code: 'mail-css' });
  }
});

test('nothing is fetched or read', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('p{color:red}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const html =
    `<head><link rel="stylesheet" href="${root}/a.css"><link rel="stylesheet" href="package.json">` +
    `<style>@import url("${root}/b.css"); p{background:url(${root}/c.png)}</style></head>` +
    `<body><p>Hi</p><img src="${root}/d.png"><script src="${root}/e.js"></script></body>`;
  try {
    const inlined = await inlineCss(html);
    expect(inlined).toContain(`<link rel="stylesheet" href="${root}/a.css">`);
    expect(inlined).toContain(`background: url(${root}/c.png)`);
    expect(asked).toEqual([]);
  } finally {
    server.close();
  }
});

test('without its package it says what to install', () => {
  const hook = `export async function resolve(name, context, next) {
    if (name.startsWith('juice')) throw Object.assign(new Error(name), { code: 'ERR_MODULE_NOT_FOUND' });
    return next(name, context);
  }`;
  const script = `import { register } from 'node:module';
    register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hook)}));
    const { inlineCss } = await import(${JSON.stringify(new URL('../../../../src/campaign/mail/inline-css.ts', import.meta.url).href)});
    await inlineCss('<style>p{top:0}</style>').catch(({ diagnostic }) => console.log(JSON.stringify(diagnostic)));`;
  const cwd = fileURLToPath(new URL('../../../..', import.meta.url));
  const output = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd,
    encoding: 'utf8',
  });
  expect(JSON.parse(output)).toMatchObject({ code: 'mail-package-missing', help: 'run npm install juice' });
});
