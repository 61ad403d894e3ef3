/** 王小明 → 王*明, 李四 → 李*: enough to know one's own people by (domain.md §7 "Masking"). */
export function maskName(name: string): string {
  const letters = [...name]
  const [first = '', last = ''] = [letters[0], letters.at(-1)]
  if (letters.length <= 1) return name
  return letters.length === 2 ? `${first}*` : `${first}${'*'.repeat(letters.length - 2)}${last}`
}
