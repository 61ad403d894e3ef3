/** How headings of a sheet find their fields: for the server's suggestion, and for a kind that a person chooses. Pure. */

/** A field of a kind of sheet, as far as headings find it. */
export interface FieldNames {
  field: string
  required: boolean
  /** The heading in our own workbooks, by language. */
  label: Record<string, string>
  /** Other headings under which the column is found, the surest first. */
  headings: readonly string[]
}

const UNIT = /(?:m2|平方米|平米|平方)$/

/** Headings are compared without blanks, marks, explanations in brackets, units of area, and differences of width or case. */
export function tidyHeading(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/[\u200B-\u200F\u2060\uFEFF]/g, '')
    .replace(/\([^()]*\)|\[[^[\]]*\]|【[^【】]*】/g, '')
    .replace(/[([【].*$/s, '')
    .replace(/[\s*:：·•]/g, '')
    .toLowerCase()
  return plain.replace(UNIT, '') || plain
}

interface Name {
  field: string
  required: boolean
  /** 0: the label; then the other names in their order. */
  rank: number
}

const names = new WeakMap<readonly FieldNames[], ReadonlyMap<string, readonly Name[]>>()

/** The fields that a heading may mean, by its tidy form. */
function namesOf(fields: readonly FieldNames[]): ReadonlyMap<string, readonly Name[]> {
  const known = names.get(fields)
  if (known) return known
  const made = new Map<string, Name[]>()
  for (const { field, required, label, headings } of fields) {
    const ranked = [
      ...Object.values(label).map(text => [text, 0] as const),
      ...headings.map((text, index) => [text, index + 1] as const),
    ]
    for (const [text, rank] of ranked) {
      const tidy = tidyHeading(text)
      made.set(tidy, [...(made.get(tidy) ?? []), { field, required, rank }])
    }
  }
  names.set(fields, made)
  return made
}

/**
 * The field of each heading, null where none fits; a field is found once. A label wins over other names, a field that must be there
 * over one that may, a surer name over a vaguer one, and the column further left over one further right.
 */
export function matchHeadings(headings: readonly string[], fields: readonly FieldNames[]): (string | null)[] {
  const known = namesOf(fields)
  const found = headings.flatMap((heading, column) =>
    (known.get(tidyHeading(heading)) ?? []).map(({ field, required, rank }) => ({
      field,
      column,
      order: [Number(rank > 0), Number(!required), rank, column],
    })),
  )
  found.sort(
    (a, b) => a.order.map((one, index) => one - (b.order[index] ?? 0)).find(difference => difference !== 0) ?? 0,
  )
  const fieldOf = new Map<number, string>()
  const taken = new Set<string>()
  for (const { field, column } of found) {
    if (taken.has(field) || fieldOf.has(column)) continue
    taken.add(field)
    fieldOf.set(column, field)
  }
  return headings.map((_, column) => fieldOf.get(column) ?? null)
}
