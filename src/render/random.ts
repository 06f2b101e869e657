/**
 * A sequence of numbers in [0, 1) that a text determines: the same campaign and receiver draw the same
 * numbers in every pass and every run. Not for secrets. (sfc32, seeded by FNV-1a.)
 */
export function randomSequence(seed: string): () => number {
  let state: [number, number, number, number] | undefined;
  return () => {
    state ??= seeded(seed);
    let [a, b, c, d] = state;
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    state = [a, b, c | 0, d];
    return (sum >>> 0) / 4_294_967_296;
  };
}

function seeded(seed: string): [number, number, number, number] {
  let hash = 0x811c9dc5;
  for (let i = 0; i < seed.length; i++) hash = Math.imul(hash ^ seed.charCodeAt(i), 0x01000193);
  return [hash, Math.imul(hash, 0x9e3779b1) | 0, Math.imul(hash, 0x85ebca6b) | 0, 1];
}
