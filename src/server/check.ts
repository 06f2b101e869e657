import { TemplateError, toJson } from '../index.js';
import { problemOf } from './problem.js';
import { type RenderRequest, templateOf } from './render.js';
import { sampleOf, variablesOf } from './sample.js';
import type { Tenant } from './tenant.js';

/**
 * What is wrong with a template, what it reads, and something to render it with.
 *
 * @throws {Problem} for a channel that there is none of
 * @throws {TemplateError} where there is no template of the name
 */
export async function checkTemplate(
  tenant: Tenant,
  request: Pick<RenderRequest, 'template' | 'name' | 'channel'>,
): Promise<object> {
  try {
    const template = await templateOf(tenant, request);
    const diagnostics = template.diagnostics.map(toJson);
    return { ok: true, diagnostics, variables: variablesOf(template), sample: sampleOf(template) };
  } catch (error) {
    if (!(error instanceof TemplateError) || problemOf(error).status === 404) throw error;
    return { ok: false, diagnostics: error.diagnostics.map(toJson), variables: [], sample: null };
  }
}
