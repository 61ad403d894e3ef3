const MOST = 500
const RANGE = /^([A-Za-z]*)(\d{1,6})\s*[-~–至到]\s*([A-Za-z]*)(\d{1,6})$/
const ONE = /^[^\s/,{}]{1,20}$/

/**
 * Numbers as people write them: `1-3, 5` is 1 2 3 5; `01-04` keeps its zeros; `A1-A3` its letter. Full width and Chinese commas are
 * understood. Null when it is none, or more than 500.
 */
export function parseNumbers(text: string): string[] | null {
  const numbers: string[] = []
  for (const part of partsOf(text)) {
    const range = RANGE.exec(part)
    if (range) {
      const [, letters = '', first = '', lastLetters = '', last = ''] = range
      const [from, to] = [Number(first), Number(last)]
      if ((lastLetters !== '' && lastLetters !== letters) || to < from || to - from >= MOST) return null
      const width = first.startsWith('0') ? first.length : 0
      for (let number = from; number <= to; number++) numbers.push(letters + String(number).padStart(width, '0'))
    } else if (ONE.test(part)) numbers.push(part)
    else return null
  }
  const unique = [...new Set(numbers)]
  return unique.length === 0 || unique.length > MOST ? null : unique
}

const FLOOR = /^(?:(-)|(B))?(\d{1,3})$/i
const FLOORS = /^((?:-|B)?\d{1,3})\s*[-~–至到]\s*((?:-|B)?\d{1,3})$/i

/** Floors as people write them: `2-18`, `B2-B1`, `-1`; there is no floor 0. Lowest first. Null when it is none. */
export function parseFloors(text: string): number[] | null {
  const floors = new Set<number>()
  for (const part of partsOf(text)) {
    const range = FLOORS.exec(part)
    const [from, to] = range ? [floorOf(range[1] ?? ''), floorOf(range[2] ?? '')] : [floorOf(part), floorOf(part)]
    if (from === null || to === null || to < from || from < -20 || to > 200) return null
    for (let floor = from; floor <= to; floor++) if (floor !== 0) floors.add(floor)
  }
  return floors.size === 0 ? null : [...floors].sort((one, two) => one - two)
}

function floorOf(text: string): number | null {
  const found = FLOOR.exec(text)
  if (!found) return null
  const number = Number(found[3])
  return found[1] || found[2] ? -number : number
}

function partsOf(text: string): string[] {
  return text
    .normalize('NFKC')
    .split(/[,、;]/)
    .map(part => part.trim())
    .filter(part => part !== '')
}
