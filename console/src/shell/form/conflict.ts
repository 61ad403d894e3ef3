/** A field that somebody else changed while this form was open, and what this form holds there. */
export interface DifferingField {
  field: string
  theirs: unknown
  mine: unknown
  /** Both changed it: a person has to choose. Otherwise theirs is taken, since this form never touched it. */
  both: boolean
}

/**
 * Compares the record as it was (base), as somebody else left it (theirs) and as this form has it (mine). Fields that only this
 * form changed are no conflict: they are saved as they stand.
 */
export function differingFields(
  base: Record<string, unknown>,
  theirs: Record<string, unknown>,
  mine: Record<string, unknown>,
): DifferingField[] {
  return Object.keys(theirs).flatMap(field => {
    const changedThere = !same(base[field], theirs[field])
    if (!changedThere || same(theirs[field], mine[field])) return []
    return [{ field, theirs: theirs[field], mine: mine[field], both: !same(base[field], mine[field]) }]
  })
}

/** Empty inputs are alike, whatever their form; the rest by its JSON. */
function same(one: unknown, other: unknown): boolean {
  return plain(one) === plain(other)
}

function plain(value: unknown): string {
  return value === undefined || value === null || value === '' ? 'null' : JSON.stringify(value)
}
