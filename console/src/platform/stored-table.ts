export type Plain = string | number | boolean | null | undefined

const MOST_COLUMNS = 6

function isPlainObject(value: unknown): value is Record<string, Plain> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every(one => typeof one !== 'object' || one === null)
}

/** A list of flat things with the same few names as columns and rows; undefined when it is no such list. */
export function tableOf(values: readonly unknown[]): { columns: string[]; rows: Record<string, Plain>[] } | undefined {
  const rows = values.filter(isPlainObject)
  if (rows.length === 0 || rows.length !== values.length) return undefined
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))]
  return columns.length > 0 && columns.length <= MOST_COLUMNS ? { columns, rows } : undefined
}
