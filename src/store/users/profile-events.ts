import type { ProfileEvent, ProfilePurchase } from '../../domain/users/user-profile.js';
import type { Database } from '../database.js';

/** Each call is an occurrence of its own, also when all is equal. [doc] user_data/post_user_track */
export function insertEvent(
  database: Database,
  workspace: number,
  profileNumber: number,
  event: ProfileEvent,
): void {
  database.run(
    'INSERT INTO events (workspace, number, name, at, app_id, properties) VALUES (?, ?, ?, ?, ?, ?)',
    workspace,
    profileNumber,
    event.name,
    event.at,
    event.appId,
    JSON.stringify(event.properties),
  );
}

export function insertPurchase(
  database: Database,
  workspace: number,
  profileNumber: number,
  purchase: ProfilePurchase,
): void {
  database.run(
    `INSERT INTO purchases (workspace, number, product_id, currency, price, quantity, at, app_id, properties)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    workspace,
    profileNumber,
    purchase.productId,
    purchase.currency,
    purchase.price,
    purchase.quantity,
    purchase.at,
    purchase.appId,
    JSON.stringify(purchase.properties),
  );
}
