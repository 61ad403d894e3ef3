/**
 * Fills `{name}` with its parameter and `{count|one|many}` with the word that fits the number.
 * A parameter that is missing stays visible as written: a wrong text is better than a lost one.
 */
export function fillText(text: string, params?: Record<string, string | number>): string {
  return text.replaceAll(/\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    const value = params?.[name]
    if (value === undefined) return whole
    if (one === undefined || many === undefined) return String(value)
    return Number(value) === 1 ? one : many
  })
}
