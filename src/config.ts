import type { MailSettings } from './campaign/index.js';
import type { DataSource } from './data/source.js';
import type { EngineOptions } from './index.js';

/**
 * What `snippetry.config.ts` (or `.mjs`, `.js`) may say: the options of an engine, and where the data is.
 * Flags of the command line win over it. Paths are relative to the configuration's own folder.
 */
export interface Config extends Omit<EngineOptions, 'source' | 'catalogues'> {
  /** A folder of data files or a database, as `--data` takes it; or a source of your own. */
  readonly data?: string | DataSource;
  /** A folder of catalogues (`locale/pl/LC_MESSAGES/django.po`, `pl.json`), or the messages by language. */
  readonly catalogues?: string | NonNullable<EngineOptions['catalogues']>;
  /** Who mails are from, and what else they have in common. */
  readonly mail?: MailSettings;
}

/**
 * Gives a configuration its type, so that an editor completes and checks it.
 *
 * @example
 * export default defineConfig({ templates: './templates', data: './crm.db', timeZone: 'Europe/Warsaw' });
 */
export const defineConfig = (config: Config): Config => config;
