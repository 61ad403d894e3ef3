import { parseCode } from './parse-words.ts'
import { accept, type Parse } from './parsed.ts'

/** A layout as it is kept: its name, and how many rooms, halls and baths it has where it says so. */
export interface Layout {
  layout: string | null
  rooms: number | null
  halls: number | null
  baths: number | null
}

const DIGITS = '零一二三四五六七八九'
const COUNT = '([0-9]|[一二两三四五六七八九])'
const COUNTED = new RegExp(`^(.*?)${COUNT}[室房](?:${COUNT}厅)?(?:${COUNT}厨)?(?:${COUNT}卫)?(?:${COUNT}阳台?)?$`)

function countOf(text: string | undefined): number | null {
  if (text === undefined) return null
  if (text === '两') return 2
  const chinese = DIGITS.indexOf(text)
  return chinese >= 0 ? chinese : Number(text)
}

/** `三室两厅` is its own name and 3 rooms, 2 halls; `A1 3室2厅1卫`, as our own lists write it, is layout A1 with 3 rooms, 2 halls, 1 bath. */
export const parseLayout: Parse<Layout> = text => {
  const parsed = parseCode(40)(text)
  if ('error' in parsed) return parsed
  const [, name, rooms, halls, , baths] = COUNTED.exec(parsed.value) ?? []
  const layout = name || parsed.value
  const short = parseCode()(layout)
  if ('error' in short) return short
  return accept({ layout, rooms: countOf(rooms), halls: countOf(halls), baths: countOf(baths) })
}
