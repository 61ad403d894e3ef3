const ADDRESS = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/

/** 1 → A, 27 → AA. */
export function columnLetter(column: number): string {
  let letters = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return letters
}

/** A → 1, AA → 27. Anything but capital letters gives 0. */
export function columnNumber(letters: string): number {
  if (!/^[A-Z]{1,3}$/.test(letters)) return 0
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0)
}

/** `F7` → column 6, row 7; null for anything else. */
export function parseAddress(address: string): { column: number; row: number } | null {
  const match = ADDRESS.exec(address)
  return match ? { column: columnNumber(match[1] ?? ''), row: Number(match[2]) } : null
}

/** A rectangle of cells, both corners included, counted from 1. */
export type CellRange = { top: number; left: number; bottom: number; right: number }

/** `A1:C3`, or the single cell `B2`; null for anything else. */
export function parseRange(reference: string): CellRange | null {
  const [first = '', last = first] = reference.split(':')
  const from = parseAddress(first)
  const to = parseAddress(last)
  if (!from || !to) return null
  return {
    top: Math.min(from.row, to.row),
    left: Math.min(from.column, to.column),
    bottom: Math.max(from.row, to.row),
    right: Math.max(from.column, to.column),
  }
}
