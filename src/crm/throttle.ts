import { Refusal } from './refusal.js';

/**
 * Lets through so many requests a second for each key, and as many at once after a pause.
 *
 * @param rate requests a second; 0 for any number
 * @param clock milliseconds
 * @returns what throws a {@link Refusal} with 429 and the seconds to wait in `retry-after`
 */
export function throttle(rate: number, clock: () => number): (key: string) => void {
  const buckets = new Map<string, { left: number; at: number }>();
  return (key) => {
    if (rate <= 0) return;
    const now = clock();
    const bucket = buckets.get(key) ?? { left: rate, at: now };
    bucket.left = Math.min(rate, bucket.left + (Math.max(0, now - bucket.at) / 1000) * rate);
    bucket.at = now;
    buckets.set(key, bucket);
    if (bucket.left < 1) {
      const seconds = Math.ceil((1 - bucket.left) / rate);
      const text = `more than ${rate} requests a second; wait as long as retry-after says`;
      throw new Refusal(429, { rate: [text] }, { 'retry-after': String(seconds) });
    }
    bucket.left--;
  };
}
