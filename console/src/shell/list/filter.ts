export interface Choice {
  value: string
  label: string
}

/** A filter of a list; `key` is its name in the address and in the query of the route. */
export type Filter =
  | { kind: 'text'; key: string; label: string; placeholder?: string; width?: number }
  /** `base`: the choice that holds while none is made, where a list of all would make no sense; `clears`: what has no meaning under another choice. */
  | {
      kind: 'select'
      key: string
      label: string
      options: Choice[]
      base?: string
      clears?: readonly string[]
      width?: number
    }
  | { kind: 'month'; key: string; label: string; width?: number }
  | { kind: 'day'; key: string; label: string; width?: number }
  /** A period from day to day: two keys of the address. */
  | { kind: 'dates'; from: string; to: string; label: string; width?: number }

export type FilterOf<Kind extends Filter['kind']> = Extract<Filter, { kind: Kind }>

/** The keys of the address that a filter sets. */
export function keysOf(filter: Filter): string[] {
  return filter.kind === 'dates' ? [filter.from, filter.to] : [filter.key]
}
