const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** Codes that stand for no country: unions, unknown, for tests. */
const noCountries = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ']);

let codesByName: Map<string, string> | undefined;

/**
 * The ISO 3166-1 alpha-2 code of a country, given by its code or its English name in any casing.
 *
 * @returns `undefined` for anything else; Braze then sets the country to nothing.
 * @see Braze docs, objects_filters/user_attributes_object [doc]; which other forms Braze understands is not told.
 */
export function countryCode(text: string): string | undefined {
  const wanted = text.trim();
  if (/^[A-Za-z]{2}$/.test(wanted)) return canonicalCode(wanted.toUpperCase());
  codesByName ??= listCountries();
  return codesByName.get(wanted.toLowerCase());
}

/** `UK` becomes `GB`. */
function canonicalCode(code: string): string | undefined {
  const [locale = ''] = Intl.getCanonicalLocales(`und-${code}`);
  const canonical = locale.slice('und-'.length);
  const isCountry = names.of(canonical) !== undefined && !noCountries.has(canonical);
  return isCountry ? canonical : undefined;
}

function listCountries(): Map<string, string> {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes = letters.flatMap((first) => letters.map((second) => canonicalCode(first + second)));
  return new Map(
    codes.filter((code) => code !== undefined).map((code) => [(names.of(code) ?? code).toLowerCase(), code]),
  );
}
