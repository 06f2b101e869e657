import nunjucks from 'nunjucks';
import { type Contender, template } from './contender.js';

const text = template('order.html');

export const nunjucksEngine: Contender = {
  name: 'Nunjucks',
  compile() {
    const environment = new nunjucks.Environment(null, { autoescape: true });
    const compiled = new nunjucks.Template(text, environment, 'order.html', true);
    return (context) => compiled.render(context);
  },
};
