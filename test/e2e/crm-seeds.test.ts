import path from 'node:path';
import { seedRequests } from './seed-requests.js';

seedRequests('SQLite', async (folder) => path.join(folder, 'crm.db'));
