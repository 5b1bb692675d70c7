/** Ours: with room for the other headers, of which Node takes 16 KiB together. */
const lengthMax = 1_024;

/** What is wrong with an admin token, without the token; `undefined` when a header can carry it. */
export function adminTokenProblem(token: unknown): string | undefined {
  const way = '--admin-token or BRAZE_EMULATOR_ADMIN_TOKEN; adminToken in code';
  if (token === '') return `The admin token is empty; give one, or leave it out (${way})`;
  if (typeof token === 'string' && token.length <= lengthMax && /^[\x21-\x7e]+$/.test(token))
    return undefined;
  return `The admin token is none that a header carries; give one of 1 to ${lengthMax} visible ASCII characters without blanks (${way})`;
}
