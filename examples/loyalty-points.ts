/**
 * A data tag of one's own: the loyalty points that a service of the shop's keeps.
 *
 *   {% loyalty_points programme='gold' as points %}{{ points.balance }} points
 *
 * The service is made up. It answers POST {url}/balances with
 * {"programme": "gold", "members": ["ann"]} by
 * {"balances": [{"member": "ann", "balance": 1250, "worth": "12.50", "currency": "EUR"}]},
 * and for a member that it cannot tell about by {"member": "bob", "error": "account locked"}.
 */
import { type DataTagDefinition, type DataTagRequest, defineDataTag, parseJson, SourceText } from 'snippetry';

export interface LoyaltyService {
  readonly url: string;
  readonly token: string;
  /** Milliseconds for one call; 5,000 unless given. */
  readonly timeout?: number;
}

/** The most members that the service takes in one call. */
const most = 200;

export function loyaltyPoints(service: LoyaltyService): DataTagDefinition {
  return defineDataTag({
    name: 'loyalty_points',
    doc: 'The loyalty points of the receiver: balance, worth and currency; null for who is no member.',
    example: {
      template: "{% loyalty_points programme='gold' as points %}{{ points.balance }} points",
      result: '1250 points',
    },
    parameters: [
      {
        name: 'programme',
        type: 'string',
        choices: ['basic', 'gold'],
        default: 'basic',
        doc: 'the programme that the points belong to',
      },
    ],
    /** One value for each request, in order: an object, null, or an Error for that request alone. */
    async load(requests, { signal }) {
      const values: unknown[] = requests.map(() => null);
      const calls = parts(requests).map(async ([programme, places]) => {
        const members = places.map((place) => memberOf(requests[place]));
        try {
          const balances = await ask(service, programme, members, signal);
          for (const [index, place] of places.entries()) values[place] = balances.get(members[index] ?? '');
        } catch (error) {
          // What one call cannot tell must not fail the receivers of the others.
          for (const place of places) values[place] = error;
        }
      });
      await Promise.all(calls);
      return values.map((value) => value ?? null);
    },
  });
}

const memberOf = (request: DataTagRequest | undefined): string => request?.receiver?.contact.custom_id ?? '';

/** The places of the requests that one call can answer: of one programme, with a member, not too many. */
function parts(requests: readonly DataTagRequest[]): readonly (readonly [string, readonly number[]])[] {
  const byProgramme = new Map<string, number[]>();
  for (const [place, request] of requests.entries()) {
    if (memberOf(request) === '') continue;
    const programme = String(request.arguments.programme ?? 'basic');
    byProgramme.set(programme, [...(byProgramme.get(programme) ?? []), place]);
  }
  return [...byProgramme].flatMap(([programme, places]) =>
    Array.from(
      { length: Math.ceil(places.length / most) },
      (_, part) => [programme, places.slice(part * most, (part + 1) * most)] as const,
    ),
  );
}

/** What the service knows of some members, by their names: an Error for whom it refuses. */
async function ask(
  { url, token, timeout = 5_000 }: LoyaltyService,
  programme: string,
  members: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, unknown>> {
  const response = await fetch(`${url}/balances`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ programme, members }),
    signal: AbortSignal.any([AbortSignal.timeout(timeout), ...(signal ? [signal] : [])]),
  });
  if (!response.ok) throw refusal(response);
  // Snippetry's reader keeps every digit that was sent, where JSON.parse would round.
  const read = parseJson(new SourceText('balances', await response.text()));
  const { balances } = ('value' in read ? read.value : {}) as { balances?: readonly Balance[] };
  if (!Array.isArray(balances)) throw new Error('the loyalty service gave no balances');
  return new Map(
    balances.map((one: Balance) => [
      one.member,
      one.error === undefined ? one : new Error(`the loyalty service says: ${one.error}`),
    ]),
  );
}

interface Balance {
  readonly member: string;
  readonly error?: string;
}

/** An error that says whether the engine may ask again, and after how many milliseconds. */
function refusal({ status, headers }: Response): Error {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Object.assign(new Error(`the loyalty service answered ${status}`), {
    retryable: status === 429 || status >= 500,
    ...(Number.isFinite(seconds) && { retryAfter: seconds * 1_000 }),
  });
}
