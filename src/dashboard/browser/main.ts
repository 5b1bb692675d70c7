import 'htmx.org';
import { copyOnClick } from './copy.js';
import { followChanges } from './live.js';
import { keepTimes } from './times.js';

// What pages do in a browser beyond links and forms. Each works without it.

document.documentElement.classList.add('js');
copyOnClick();
keepTimes();
followChanges();
