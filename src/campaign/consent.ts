import type { ListRequest } from '../data/request.js';
import { select } from '../data/select.js';
import { type Asking, ask } from './audience/ask.js';
import { campaignError } from './campaign-error.js';

/** What a message of a channel is sent to, and the attribute that says whether a contact agreed to it. */
export interface Delivery {
  readonly channel: string;
  readonly consent: string;
  readonly address?: { readonly attribute: string; readonly noun: string };
}

/** By the channel's name: `email_consent`, `sms_consent`, `slack_consent`. Mail and SMS are sent to what a contact has. */
export function deliveryOf(channel: string): Delivery {
  const consent = `${channel}_consent`;
  const address = addresses.get(channel);
  return { channel, consent, ...(address && { address }) };
}

const addresses = new Map([
  ['email', { attribute: 'email', noun: 'e-mail address' }],
  ['sms', { attribute: 'phone_number', noun: 'phone number' }],
]);

/**
 * Makes sure that there is such an attribute at all: a store without it knows of nobody's consent.
 *
 * @throws {CampaignError} where no contact has it, or nobody can tell
 */
export async function checkConsent(asking: Asking, attribute: string): Promise<void> {
  const request: ListRequest = {
    kind: 'list',
    entity: 'contact',
    where: [{ path: [attribute], lookup: 'isnull', value: false }],
    order: { field: 'id', direction: 1 },
    limit: 1,
    timeZone: 'UTC',
  };
  const [answer] = await ask(asking, [request]);
  if (answer === undefined || 'stats' in answer || 'error' in answer) {
    const reason = answer !== undefined && 'error' in answer ? answer.error : 'the source gave no answer';
    throw campaignError('audience-unreadable', { audience: 'all', reason });
  }
  const found = select(answer.rows, request, answer.applied, () => null);
  if (found.length === 0) throw campaignError('consent-unknown', { attribute });
}
