/** Requests that arrived in a stretch of time, on the server's clock. */
export interface TrafficPoint {
  /** When the stretch begins. */
  at: number;
  accepted: number;
  refused: number;
}

/** Of which time, in stretches of what length. */
export interface TrafficWindow {
  since: number;
  stepMs: number;
  points: number;
}

/**
 * The window that ends with the present moment. Its stretches begin at multiples of their length, so that what is drawn of
 * them does not move between two looks.
 */
export function trafficWindow(now: number, windowMs: number, points: number): TrafficWindow {
  const stepMs = Math.ceil(windowMs / points);
  const last = Math.floor(now / stepMs) * stepMs;
  return { since: last - (points - 1) * stepMs, stepMs, points };
}
