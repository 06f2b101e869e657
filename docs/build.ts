import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { builtinTags } from '../src/language/builtins.js';
import { builtinFilters } from '../src/language/filters/index.js';
import { languageJson, languageReference } from './reference.js';

const here = import.meta.dirname;
writeFileSync(path.join(here, 'language.md'), languageReference(builtinTags, builtinFilters));
writeFileSync(path.join(here, '../grammar/language.json'), languageJson(builtinTags, builtinFilters));
