import { withYen } from '../formats/format-fen.ts'

/**
 * Fills `{name}` with its parameter and `{count|one|many}` with the word that fits the number.
 * A parameter that is missing stays visible as written: a wrong text is better than a lost one.
 * The minus of an amount stands before its ¥: `¥{amount}` with -12.00 is `-¥12.00`.
 */
export function fillText(text: string, params?: Record<string, string | number>): string {
  const hole = /(¥?)\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g
  return text.replaceAll(hole, (whole, yen: string, name: string, one?: string, many?: string) => {
    const value = params?.[name]
    if (value === undefined) return whole
    if (one === undefined || many === undefined) return yen ? withYen(String(value)) : String(value)
    return yen + (Number(value) === 1 ? one : many)
  })
}
