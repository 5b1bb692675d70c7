/** `23 s ago`. @param ms  From then until now; below zero for what is still to come. */
export function agoText(ms: number): string {
  const [amount, ending] = ms < 0 ? [-ms, 'from now'] : [ms, 'ago'];
  const seconds = Math.round(amount / 1_000);
  if (seconds < 1) return 'now';
  if (seconds < 60) return `${seconds} s ${ending}`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${ending}`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h ${ending}`;
  return `${Math.floor(seconds / 86_400)} d ${ending}`;
}
