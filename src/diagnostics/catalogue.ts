import { campaigns } from './catalogue/campaigns.js';
import { channels } from './catalogue/channels.js';
import { cli } from './catalogue/cli.js';
import { email } from './catalogue/email.js';
import { files } from './catalogue/files.js';
import { language } from './catalogue/language.js';
import { mail } from './catalogue/mail.js';
import { messages } from './catalogue/messages.js';
import { parameters } from './catalogue/parameters.js';
import { rendering } from './catalogue/rendering.js';
import { sending } from './catalogue/sending.js';
import { services } from './catalogue/services.js';
import { serving } from './catalogue/serving.js';
import { syntax } from './catalogue/syntax.js';
import { translation } from './catalogue/translation.js';

/**
 * Every message that Snippetry can print, by code. A code is stable: scripts may rely on it.
 * Its chapters follow the pipeline; a test holds that each code has a case that provokes it.
 */
export const catalogue = {
  ...syntax,
  ...language,
  ...translation,
  ...parameters,
  ...rendering,
  ...messages,
  ...channels,
  ...mail,
  ...sending,
  ...campaigns,
  ...email,
  ...files,
  ...services,
  ...cli,
  ...serving,
} as const;

export type Catalogue = typeof catalogue;
export type Code = keyof Catalogue;
export type Params<C extends Code> = Parameters<Catalogue[C]['message']>[0];
