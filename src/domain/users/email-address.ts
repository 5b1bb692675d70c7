/**
 * Why a text is no e-mail address to Braze, as the rest of a sentence; `undefined` when it is one. An unknown top-level
 * domain is no reason here: Braze wants one that exists, tests want `.test` and `.example`.
 *
 * @see Braze docs, email_setup/email_validation: the expressions [doc]; that a name like `hotmail` means a label of the host,
 * and which hosts are Gmail's, [inferred]
 */
export function emailProblem(text: string): string | undefined {
  if (/\s/.test(text)) return 'has white space in it';
  const at = text.lastIndexOf('@');
  if (at === -1) return 'has no @';
  const [local, host] = [text.slice(0, at), text.slice(at + 1)];
  return localProblem(local, host.toLowerCase()) ?? hostProblem(host);
}

const localForm = /^[\p{L}\p{N}_-](?:[.+'\p{L}\p{N}_&#/-]*[\p{L}\p{N}_-])?$/u;
const microsoftLocalForm = /^\w[-\w]*(?:\.[-\w]+)*$/;
const microsoftLabels = new Set(['msn', 'hotmail', 'outlook', 'live']);
const gmailHosts = new Set(['gmail.com', 'googlemail.com']);

function localProblem(local: string, host: string): string | undefined {
  if (local === '') return 'has nothing before the @';
  if (host.split('.').some((label) => microsoftLabels.has(label))) {
    const [name = ''] = local.split('+');
    return microsoftLocalForm.test(name)
      ? undefined
      : 'has a part before the @ that Microsoft does not give: letters of ASCII, digits, _ and -, and single dots between';
  }
  if (!localForm.test(local)) {
    return "has a part before the @ that Braze does not take: letters, digits, _ and -, and between them . + ' & # /";
  }
  const isTooShort = gmailHosts.has(host) && [...local].length < 2;
  return isTooShort ? 'has one character before the @, and Gmail gives no such address' : undefined;
}

const hostForm = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)+$/i;

function hostProblem(host: string): string | undefined {
  if (/[^ -~]/.test(host)) return 'has a host with letters beyond ASCII, which belongs in Punycode';
  if (!hostForm.test(host)) return 'has no host name with a dot after the @';
  return /\.\d+$/.test(host) ? 'has a host that ends in a number' : undefined;
}

export function isEmailAddress(value: unknown): value is string {
  return typeof value === 'string' && emailProblem(value) === undefined;
}
