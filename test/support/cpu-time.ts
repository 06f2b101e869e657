/**
 * Milliseconds that this process has computed for: what other processes do beside it does not count, so that a
 * comparison of two lengths holds on a busy machine too.
 */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
