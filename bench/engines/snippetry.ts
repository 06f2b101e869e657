import { Engine } from '../../src/index.js';
import { Answers } from '../../src/render/answers.js';
import { RenderPass } from '../../src/render/pass.js';
import { Roots } from '../../src/render/roots.js';
import { passSettings } from '../../src/settings.js';
import { type Contender, template } from './contender.js';

const text = template('order.html');

/** As an application calls it. */
export const snippetry: Contender = {
  name: 'Snippetry',
  compile() {
    const compiled = new Engine().compile(text, { name: 'order.html' });
    return (context) => compiled.renderSync(context);
  },
};

/** What the closures alone take: one pass is made beforehand and used again. */
export const snippetryClosures: Contender = {
  name: 'Snippetry, closures alone',
  compile() {
    const { program, defaults, source } = new Engine().compile(text, { name: 'order.html' });
    const settings = passSettings(defaults, {}, undefined, source);
    const answers = new Answers(defaults, undefined);
    let known: unknown;
    let pass: RenderPass | undefined;
    return (context) => {
      if (pass === undefined || known !== context) {
        known = context;
        const roots = new Roots(context, undefined, new Map());
        pass = new RenderPass(settings, roots, answers, program, 0, undefined);
      }
      pass.steps = 0;
      return program.emit(pass);
    };
  },
};
