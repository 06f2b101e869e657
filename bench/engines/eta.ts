import { Eta } from 'eta';
import { type Contender, template } from './contender.js';

const text = template('order.eta');

export const eta: Contender = {
  name: 'Eta',
  compile() {
    const engine = new Eta({ autoEscape: true, autoTrim: false });
    const compiled = engine.compile(text);
    return (context) => compiled.call(engine, context);
  },
};
