// Serves the dashboard over a workspace that has been in use, to look at: `npm run dashboard`, then open what it prints.
import { startEmulator } from '../../dist/library/index.js';
import { fillShop } from './shop.mjs';

const emulator = await startEmulator({ port: Number(process.env.PORT ?? 0) });
emulator.createWorkspace({ id: 'ws_checkout', name: 'checkout: keeps the cart of a guest' });
const shop = await fillShop(emulator);
console.log(`${emulator.url}/_emulator/workspaces/${shop.id}`);
