/**
 * Whether a text can be a phone number: 7 to 15 digits, with or without `+` and the usual separators. Braze learns from
 * its carriers which numbers are invalid; from the text alone only this much can be told. [inferred]
 */
export function isPossiblePhoneNumber(phone: string): boolean {
  return /^\+?\d{7,15}$/.test(phone.replaceAll(/[\s().-]/g, ''));
}
