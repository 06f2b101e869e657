/** How often, and how patiently, data is asked for again after a failure that may pass. */
export interface RetryOptions {
  /** Calls for one request, the first among them; 3 unless given, 1 never tries again. */
  readonly attempts?: number;
  /** Milliseconds before the second call; each further wait is twice as long. 250 unless given. */
  readonly firstDelay?: number;
  /** Milliseconds that no wait exceeds; a service that asks for more is given up. 30,000 unless given. */
  readonly longestDelay?: number;
}

/** The same with nothing left open. */
export interface RetryPolicy extends Required<RetryOptions> {
  readonly sleep: Sleep;
}

/** Waits; ends at once, without a fault, when the signal says so. */
export type Sleep = (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;

export const sleep: Sleep = (milliseconds, signal) =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', done, { once: true });
  });

export const defaultRetry: RetryPolicy = { attempts: 3, firstDelay: 250, longestDelay: 30_000, sleep };

/** @throws {TypeError} for numbers that mean nothing */
export function retryPolicy(options: RetryOptions = {}): RetryPolicy {
  const policy = { ...defaultRetry, ...options };
  const { attempts, firstDelay, longestDelay } = policy;
  if (!Number.isInteger(attempts) || attempts < 1) {
    throw new TypeError('retry.attempts must be a whole number from 1');
  }
  if (!(firstDelay >= 0)) throw new TypeError('retry.firstDelay must be milliseconds, a number from 0');
  if (!(longestDelay >= 0)) throw new TypeError('retry.longestDelay must be milliseconds, a number from 0');
  return policy;
}

/** Why a request has no answer. */
export interface Failure {
  readonly error: string;
  /** The same request may succeed later. */
  readonly retryable?: boolean;
  /** Milliseconds to wait before that. */
  readonly retryAfter?: number;
}

/** What one attempt goes by. */
export interface Attempts<R, A extends object> {
  /** One call for some of the requests: an answer each, in their order. What it throws fails them all. */
  readonly call: (requests: readonly R[]) => Promise<readonly (A | Failure)[]>;
  /** Pays for a call; false where there is nothing left to pay with. */
  readonly spend: () => boolean;
  readonly policy: RetryPolicy;
  readonly signal: AbortSignal | undefined;
}

/**
 * Calls until each request has its answer, or a failure that will not pass, or no attempt is left. Only what
 * failed is asked again. The waits double without jitter: jitter spreads many clients over time, while one
 * engine makes one call at a time for a batch, and so a campaign runs the same each time.
 *
 * @returns one answer a request; never rejects
 */
export async function withRetries<R, A extends object>(
  requests: readonly R[],
  { call, spend, policy, signal }: Attempts<R, A>,
): Promise<readonly (A | Failure)[]> {
  const answers: (A | Failure)[] = [];
  let open = requests.map((_, at) => at);
  for (let attempt = 1; ; attempt++) {
    const some = await settled(
      open.map((at) => requests[at] as R),
      call,
    );
    for (const [n, at] of open.entries()) answers[at] = some[n] ?? { error: 'there was no answer' };
    const failed = open.filter((at) => mayPass(answers[at]));
    open = failed.filter((at) => wantedWait(answers[at]) <= policy.longestDelay);
    for (const at of failed) if (!open.includes(at)) answers[at] = impatient(answers[at], policy);
    if (open.length === 0) return answers;
    let given = attempt >= policy.attempts || signal?.aborted === true;
    if (!given) {
      const delay = Math.max(backOff(attempt, policy), ...open.map((at) => wantedWait(answers[at])));
      await policy.sleep(delay, signal);
      given = signal?.aborted === true || !spend();
    }
    if (!given) continue;
    for (const at of open) answers[at] = exhausted(answers[at], attempt);
    return answers;
  }
}

async function settled<R, A extends object>(
  requests: readonly R[],
  call: Attempts<R, A>['call'],
): Promise<readonly (A | Failure)[]> {
  try {
    return await call(requests);
  } catch (error) {
    const failure = failureOf(error);
    return requests.map(() => failure);
  }
}

const backOff = (attempt: number, { firstDelay, longestDelay }: RetryPolicy): number =>
  Math.min(longestDelay, firstDelay * 2 ** (attempt - 1));

const isFailure = (answer: object | undefined): answer is Failure =>
  answer !== undefined && 'error' in answer && typeof answer.error === 'string';

const mayPass = (answer: object | undefined): boolean => isFailure(answer) && answer.retryable === true;

const wantedWait = (answer: object | undefined): number =>
  isFailure(answer) && typeof answer.retryAfter === 'number' && answer.retryAfter > 0 ? answer.retryAfter : 0;

function impatient(answer: object | undefined, { longestDelay }: RetryPolicy): Failure {
  const wait = Math.ceil(wantedWait(answer) / 1000);
  const reason = isFailure(answer) ? answer.error : '';
  return {
    error: `${reason}; it asks to wait ${wait} s, and the longest delay is ${longestDelay / 1000} s`,
  };
}

function exhausted(answer: object | undefined, attempts: number): Failure {
  const reason = isFailure(answer) ? answer.error : '';
  return { error: attempts > 1 ? `${reason}; tried ${attempts} times` : reason };
}

/** What a thrown error says of the chance of another try: by its own words, else by its name and code. */
export function failureOf(error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  for (let at = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++) {
    const { retryable, retryAfter, code } = at as {
      retryable?: unknown;
      retryAfter?: unknown;
      code?: unknown;
    };
    if (retryable === false) return { error: reason };
    if (retryable === true || at.name === 'TimeoutError' || passing.has(String(code))) {
      return { error: reason, retryable: true, ...(typeof retryAfter === 'number' && { retryAfter }) };
    }
  }
  return { error: reason };
}

/** Time-outs and lost connections, by the codes that Node and its `fetch` give them. */
const passing: ReadonlySet<string> = new Set([
  'ETIMEDOUT',
  'ESOCKETTIMEDOUT',
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_SOCKET',
]);
