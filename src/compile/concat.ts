import type { Emit } from '../language/pass.js';

/** A constant, or what a closure prints. */
export type Part = string | Emit;

/**
 * One closure that prints all parts in order. Neighbouring constants are joined; the usual short sequences
 * are written out, so that a text and the outputs around it cost one call.
 */
export function concat(parts: readonly Part[]): Emit {
  const texts: string[] = [''];
  const emits: Emit[] = [];
  for (const part of parts) {
    if (typeof part === 'string') texts[texts.length - 1] += part;
    else {
      emits.push(part);
      texts.push('');
    }
  }
  return join(texts, emits);
}

const widest = 6;

/** `texts` has one element more than `emits`: they alternate, a text first and last. */
function join(texts: readonly string[], emits: readonly Emit[]): Emit {
  if (emits.length > widest) {
    const chunks: Emit[] = [];
    for (let at = 0; at < emits.length; at += widest) {
      const some = emits.slice(at, at + widest);
      const around = texts.slice(at, at + some.length);
      const last = at + widest >= emits.length ? (texts[emits.length] ?? '') : '';
      chunks.push(join([...around, last], some));
    }
    return join(new Array(chunks.length + 1).fill(''), chunks);
  }
  const [t0 = '', t1 = '', t2 = '', t3 = '', t4 = '', t5 = '', t6 = ''] = texts;
  const [a, b, c, d, e, f] = emits;
  if (a === undefined) return () => t0;
  if (b === undefined) {
    if (t0 === '' && t1 === '') return a;
    return (pass) => t0 + a(pass) + t1;
  }
  if (c === undefined) return (pass) => t0 + a(pass) + t1 + b(pass) + t2;
  if (d === undefined) return (pass) => t0 + a(pass) + t1 + b(pass) + t2 + c(pass) + t3;
  if (e === undefined) return (pass) => t0 + a(pass) + t1 + b(pass) + t2 + c(pass) + t3 + d(pass) + t4;
  if (f === undefined) {
    return (pass) => t0 + a(pass) + t1 + b(pass) + t2 + c(pass) + t3 + d(pass) + t4 + e(pass) + t5;
  }
  return (pass) =>
    t0 + a(pass) + t1 + b(pass) + t2 + c(pass) + t3 + d(pass) + t4 + e(pass) + t5 + f(pass) + t6;
}
