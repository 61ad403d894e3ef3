/** Delimited text as cells. Pure. */

/** A line of a file, with its number from 1. */
export interface CellRow {
  row: number
  cells: readonly string[]
}

const DELIMITERS = [',', '\t', '|', ';'] as const

/** The lines of delimited text as cells, by the delimiter that stands in it most often; quotes as Excel writes them. */
export function textLines(text: string): CellRow[] {
  const delimiter = [...DELIMITERS].sort((a, b) => text.split(b).length - text.split(a).length)[0] ?? ','
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, index) => ({ row: index + 1, cells: cellsOf(line, delimiter) }))
    .filter(({ cells }) => cells.some(cell => cell.trim() !== '') && !cells[0]?.startsWith('#'))
}

function cellsOf(line: string, delimiter: string): string[] {
  const cells: string[] = []
  // Each cell with the delimiter after it: an empty one is a match, too, so that none moves the ones behind it.
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^${delimiter}]*))[${delimiter}]`, 'g')
  for (const found of `${line}${delimiter}`.matchAll(cell))
    cells.push((found[1] ?? found[2] ?? '').replaceAll('""', '"'))
  return cells
}
