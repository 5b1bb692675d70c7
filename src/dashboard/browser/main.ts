import 'htmx.org';
import { copyOnClick } from './copy.js';
import { followChanges } from './live.js';
import { keepTimes } from './times.js';

// What pages do in a browser beyond links and forms. Each works without it.

copyOnClick();
keepTimes();
followChanges();
