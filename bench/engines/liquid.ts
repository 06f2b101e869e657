import { Liquid } from 'liquidjs';
import { type Contender, template } from './contender.js';

const text = template('order.html');

export const liquid: Contender = {
  name: 'LiquidJS',
  compile() {
    const engine = new Liquid({ outputEscape: 'escape' });
    const compiled = engine.parse(text);
    return (context) => String(engine.renderSync(compiled, context));
  },
};
