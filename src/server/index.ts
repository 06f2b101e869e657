export type { RequestLog } from './call.js';
export { createServer, type RenderServer, type ServerOptions } from './server.js';
export { type TenantOptions, tokenHash } from './tenant.js';
