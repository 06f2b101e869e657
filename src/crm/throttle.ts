import { Refusal } from './refusal.js';

/**
 * Lets through so many requests a second, and as many at once after a pause; at least one, so that a rate
 * below one is a pause between requests.
 *
 * @param rate requests a second; 0 for any number
 * @param clock milliseconds
 * @returns what throws a {@link Refusal} with 429 and the seconds to wait in `retry-after`
 */
export function throttle(rate: number, clock: () => number): () => void {
  const most = Math.max(1, rate);
  let left = most;
  let at = 0;
  return () => {
    if (rate <= 0) return;
    const now = clock();
    left = Math.min(most, left + (Math.max(0, now - at) / 1000) * rate);
    at = now;
    if (left < 1) {
      const seconds = Math.ceil((1 - left) / rate);
      const text = `more than ${rate} requests a second; wait as long as retry-after says`;
      throw new Refusal(429, { rate: [text] }, { 'retry-after': String(seconds) });
    }
    left--;
  };
}
