import { runMessages } from './messages.js';

runMessages(1500);
