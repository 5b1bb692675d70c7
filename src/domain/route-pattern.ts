/**
 * Whether a path, without query, is on a route: `*` stands for one segment, a last `**` for any rest. In any casing,
 * because Braze's paths are lower case and partners' names are found in any.
 *
 * @param path  Of a request, or of an endpoint as routed, where a segment in braces stands for any.
 */
export function isOnRoute(route: string, path: string): boolean {
  const wanted = route.toLowerCase().split('/');
  const given = path.toLowerCase().split('/');
  const hasRest = wanted.at(-1) === '**';
  if (hasRest) wanted.pop();
  if (hasRest ? given.length <= wanted.length : given.length !== wanted.length) return false;
  return wanted.every((segment, index) => {
    const its = given[index];
    return segment === its || segment === '*' || its?.startsWith('{');
  });
}
