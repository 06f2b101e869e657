const reasons: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'the connection is refused'],
  ['ENOTFOUND', 'there is no such host'],
  ['EAI_AGAIN', 'the name of the host cannot be looked up now'],
  ['ECONNRESET', 'the connection broke off'],
  ['EPIPE', 'the connection broke off'],
  ['UND_ERR_SOCKET', 'the connection broke off'],
  ['ETIMEDOUT', 'the connection takes too long'],
  ['UND_ERR_CONNECT_TIMEOUT', 'the connection takes too long'],
  ['EHOSTUNREACH', 'there is no way to the host'],
  ['ENETUNREACH', 'there is no network'],
]);

/** Why a request got no answer, to a person. A certificate that is not trusted will not be so the next time. */
export function networkReason(error: unknown): { readonly reason: string; readonly retryable: boolean } {
  for (let at: unknown = error; typeof at === 'object' && at !== null; at = 'cause' in at ? at.cause : null) {
    const code = 'code' in at ? at.code : undefined;
    if (typeof code !== 'string') continue;
    if (/CERT|SSL|TLS/.test(code)) return { reason: 'its certificate is not trusted', retryable: false };
    const reason = reasons.get(code);
    if (reason !== undefined) return { reason, retryable: true };
  }
  return { reason: 'the connection failed', retryable: true };
}
