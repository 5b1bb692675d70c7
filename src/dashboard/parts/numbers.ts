/** `12,408` */
export function countText(count: number): string {
  return count.toLocaleString('en');
}

/** `1 user`, `12,408 users`. @param many  When it is not the word with an s. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}
