/** The codes that Braze supports: most of ISO 639-1, and some of three letters. [doc] user_data/language_codes */
const codes = new Set(
  (
    'af agq ak am ar as asa ay az bas be bem bez bg bm bn bo br brx bs ca cgg chr cs cy da dav de dje dua ' +
    'dyo dz ebu ee el en eo es et eu ewo fa ff fi fil fo fr ga gd gl gn gsw gu guz gv ha haw he hi hr hu ' +
    'hy id ig ii is it iu ja jmc jv ka kab kam kde kea khq ki kk kl kln km kn ko kok ks ksb ksf ku kw ky ' +
    'la lb lg ln lo lt lu luo luy lv mas mer mfe mg mgh mk ml mn mo mr ms mt mua my naq nb nd ne nl nn ' +
    'nus nyn om or pa pl ps pt qu rm rn ro rof ru rw rwk sa saq sbp sd se seh ses shi si sk sl sn so sq ' +
    'sr su sv sw swc ta te teo tg th ti tk tl to tr tt twq tzm ug uk ur uz vai vi vun xh xog yav yi yo zh ' +
    'zu'
  ).split(' '),
);

/**
 * The code of a language as Braze lists it, in lower case; surrounding spaces and letter case do not matter. [inferred]
 *
 * @returns `undefined` for anything else, such as a code with a region or a name.
 */
export function languageCode(text: string): string | undefined {
  const code = text.trim().toLowerCase();
  return codes.has(code) ? code : undefined;
}
