import { accept, type Parse, refuse, tidyText } from './parsed.ts'

const YES = new Set(['有', '是', 'y', 'yes', 'true', '1'])
const NO = new Set(['无', '否', '没有', '不是', 'n', 'no', 'false', '0'])

/** 有/是 and 无/否; the templates explain one pair and show the other. */
export const parseYesNo: Parse<boolean> = text => {
  const tidy = tidyText(text).toLowerCase()
  if (YES.has(tidy)) return accept(true)
  return NO.has(tidy) ? accept(false) : refuse('yes_no_invalid')
}

/** One line of text of limited length. */
export function parseLine(limit: number): Parse<string> {
  return text => {
    const line = text
      .replace(/[\u200B-\u200F\u2060\uFEFF]/g, '')
      .replace(/\s+/g, ' ')
      .trim()
    return line.length > limit ? refuse('text_too_long', { length: line.length, limit }) : accept(line)
  }
}

/** A number or code that other rows refer to: one form for all widths, no blanks inside. */
export function parseCode(limit = 20): Parse<string> {
  return text => {
    const code = tidyText(text).replace(/\s+/g, '')
    return code.length > limit ? refuse('text_too_long', { length: code.length, limit }) : accept(code)
  }
}

/** One of several values, each known under some words or codes; its first word in Chinese is shown as the choice, never a code of another system. */
export function parseChoice<T extends string>(choices: Record<T, readonly string[]>): Parse<T> {
  const byWord = new Map<string, T>()
  for (const [value, words] of Object.entries<readonly string[]>(choices)) {
    for (const word of words) byWord.set(word.toLowerCase(), value as T)
  }
  const shown = Object.values<readonly string[]>(choices).map(
    words => words.find(word => /\p{Script=Han}/u.test(word)) ?? words[0] ?? '',
  )
  return text => {
    const value = byWord.get(tidyText(text).replace(/\s+/g, '').toLowerCase())
    return value === undefined ? refuse('choice_invalid', { choices: shown.join('、') }) : accept(value)
  }
}

/** Items joined by `#`: `1#2`. */
export const parseHashList: Parse<string[]> = text => {
  const items = tidyText(text)
    .split('#')
    .map(item => item.trim())
  return items.includes('') ? refuse('list_blank_item') : accept(items)
}

const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'
/** Five characters, or six for new energy; the letters I and O never occur after the letter of the city. */
const PLATE = new RegExp(`^[${PROVINCES}][A-Z](?:[A-HJ-NP-Z0-9]{5,6}|[A-HJ-NP-Z0-9]{4}[挂学警港澳领])$`)

export const parsePlate: Parse<string> = text => {
  const plate = tidyText(text)
    .replace(/[\s·•.-]/g, '')
    .toUpperCase()
  return PLATE.test(plate) ? accept(plate) : refuse('plate_invalid')
}
