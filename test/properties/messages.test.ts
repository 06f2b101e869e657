import { runMessages } from './messages.js';

runMessages(60);
