/** Chance that falls the same way each time: the demo looks alive, and is the same demo on every machine. */
export interface Chance {
  /** From 0 up to, not including, 1. */
  share(): number
  /** An integer, both ends included. */
  between(least: number, most: number): number
  pick<T>(list: readonly T[]): T
  /** One of the keys, the more often the heavier. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K
}

/** The chance of a thing, by what it is called: asking about one thing does not change the answers about others. */
export function chanceOf(...key: readonly (string | number)[]): Chance {
  let state = hashOf(key.join(' '))
  // mulberry32
  const share = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number) => least + Math.floor(share() * (most - least + 1))
  return {
    share,
    between,
    pick: list => {
      const chosen = list[between(0, list.length - 1)]
      if (chosen === undefined) throw new Error('There is nothing to pick from.')
      return chosen
    },
    weighted: weights => {
      const entries = Object.entries<number>(weights) as [keyof typeof weights, number][]
      let left = share() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [name, weight] of entries) {
        left -= weight
        if (left < 0) return name
      }
      throw new Error('There is nothing to weigh.')
    },
  }
}

/** The list in an order that chance makes. */
export function shuffled<T>(list: readonly T[], ...key: readonly (string | number)[]): T[] {
  return list
    .map((item, index) => ({ item, place: chanceOf(...key, index).share() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item)
}

/** FNV-1a, 32 bit, its bits mixed once more so that like keys do not begin alike. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
