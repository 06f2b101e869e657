import { writeFileSync } from 'node:fs';
import { diagram } from './diagram.js';

writeFileSync(new URL('diagram.html', import.meta.url), diagram());
