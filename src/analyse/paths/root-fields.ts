import { models } from '../../data/entities.js';
import { fieldNamed } from '../../data/fields.js';
import type { Entity } from '../../data/model.js';
import { fieldsOf, Reads, unionOf } from '../../data/reads.js';
import type { Fields } from '../../data/request.js';
import type { AccessPaths } from '../paths.js';

/** What else than the template reads of the receiver. */
export interface ReceiverUse {
  /** The message has a link that `links.unsubscribe` makes: it gets the whole record. */
  readonly link: boolean;
  /** Attributes that settings name: `language` for the locale. */
  readonly attributes: readonly string[];
}

/** The keys by which requests on the receiver's behalf are made. */
const receiverKeys = ['id', 'custom_id', 'email', 'company_id', 'company_custom_id'] as const;

/** Whether a template prints the link that only `links.unsubscribe` makes. */
export const readsUnsubscribeUrl = (paths: AccessPaths): boolean => paths.roots.has('unsubscribe_url');

/**
 * The attributes to ask for where the receiver is fetched by its name.
 *
 * @returns undefined for all
 */
export function receiverFields(paths: AccessPaths, { link, attributes }: ReceiverUse): Fields | undefined {
  if (link) return undefined;
  const names = attributes.map((name) => fieldNamed(models.contact, name)?.name ?? name);
  return unionOf(rootFields('contact', paths), [...receiverKeys, ...names]);
}

/** The attributes to ask for where the deal that sets a message off is fetched: its contact may be the receiver. */
export function triggerDealFields(paths: AccessPaths): Fields | undefined {
  const contact = new Reads();
  contact.member('contact');
  return unionOf(rootFields('deal', paths), fieldsOf(models.deal, contact));
}

const rootFields = (entity: Entity, { related }: AccessPaths): Fields | undefined =>
  fieldsOf(models[entity], related.get(entity) ?? new Reads());
