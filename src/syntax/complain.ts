import type { Edit } from '../diagnostics/diagnostic.js';
import type { Fault } from './foreign-tags.js';
import type { ReadContext } from './inside.js';
import type { Reading } from './readings.js';

/**
 * Reports what is wrong with a tag's name.
 *
 * @param end the name of the tag that closes the open block, for `{% end %}`
 * @returns the edits of the fix, which may still be added to
 */
export function complain(reading: Reading, fault: Fault, { findings }: ReadContext, end = ''): Edit[] {
  const { markup, nameRange } = reading;
  const rename = (text: string): Edit[] => [{ range: nameRange, text }];
  switch (fault.kind) {
    case 'unknown-tag': {
      const { name, nearest, foreign } = fault;
      const fix = nearest === undefined ? [] : rename(nearest);
      findings.add('unknown-tag', { name, nearest, foreign }, nameRange, { fix });
      return fix;
    }
    case 'foreign-branch': {
      const fix = rename(fault.better);
      findings.add('foreign-branch', { name: fault.name, better: fault.better }, nameRange, { fix });
      return fix;
    }
    case 'foreign-end': {
      const fix = rename(end);
      findings.add('foreign-end', { name: fault.name, better: end }, nameRange, { fix });
      return fix;
    }
    case 'foreign-assignment': {
      const fix = [...fault.fix];
      findings.add('foreign-assignment', { name: fault.name, better: fault.better }, nameRange, { fix });
      return fix;
    }
    case 'unescaped-output': {
      const text = findings.excerpt(markup);
      findings.add('unescaped-output', { text, better: fault.better }, markup, { fix: fault.fix });
      return [];
    }
    case 'handlebars-block': {
      const fix = [...fault.fix];
      findings.add('handlebars-block', { text: findings.excerpt(markup), better: fault.better }, markup, {
        fix,
      });
      return fix;
    }
  }
}
