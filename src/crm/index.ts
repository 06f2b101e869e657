export type { Store } from '../sources/store.js';
export { type CrmOptions, createCrm } from './crm.js';
