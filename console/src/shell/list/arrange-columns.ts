/** The order of columns that a person wants, without a screen. */

interface Keyed {
  key: string
}

/** Columns in the order wanted: the first stays, those that the order names come as it says, new ones where the list has them. */
export function arranged<C extends Keyed>(columns: readonly C[], order: readonly string[]): C[] {
  const [first, ...others] = columns
  if (!first) return []
  const placeOf = (column: C) => {
    const wanted = order.indexOf(column.key)
    return wanted >= 0 ? wanted : columns.indexOf(column)
  }
  return [first, ...others.toSorted((one, two) => placeOf(one) - placeOf(two))]
}

/** The order after a column has changed places with the one before (-1) or after (+1) it; unchanged at the ends. */
export function moved(columns: readonly Keyed[], order: readonly string[], key: string, by: -1 | 1): string[] {
  const keys = arranged(columns, order).map(column => column.key)
  const from = keys.indexOf(key)
  const to = from + by
  if (from < 1 || to < 1 || to >= keys.length) return keys
  const other = keys[to] ?? key
  keys[to] = key
  keys[from] = other
  return keys
}
