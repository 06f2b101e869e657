import Handlebars from 'handlebars';
import { type Contender, template } from './contender.js';

const text = template('order.hbs');

export const handlebars: Contender = {
  name: 'Handlebars',
  compile() {
    // Its own way with lines that hold only a block would change the output.
    const compiled = Handlebars.create().compile(text, { ignoreStandalone: true });
    return (context) => compiled(context);
  },
};
