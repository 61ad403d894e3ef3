import { tidyText } from './parsed.ts'

const CHINESE_DIGITS = '零一二三四五六七八九'
const SIMPLE = /^[0-9A-Za-z-]+$/

/** 一 … 九十九 as digits; anything else as it is. */
function arabic(text: string): string {
  const match = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text)
  if (!match || text === '') return text
  const [, tens, ten, ones] = match
  if (!ten) return text.length === 1 ? String(CHINESE_DIGITS.indexOf(text)) : text
  return String((tens ? CHINESE_DIGITS.indexOf(tens) : 1) * 10 + (ones ? CHINESE_DIGITS.indexOf(ones) : 0))
}

/** Takes the word for the kind of thing off a code, `3号楼` → `3`; names such as 综合楼 keep it. */
function bareCode(text: string, words: RegExp): string {
  const tidy = tidyText(text).replace(/\s+/g, '')
  const bare = arabic(tidy.replace(words, ''))
  return SIMPLE.test(bare) ? bare : tidy
}

export function buildingCode(text: string): string {
  return bareCode(text, /(?:号楼|栋|幢|座|楼|号|#)$/)
}

export function unitCode(text: string): string {
  return bareCode(text, /(?:单元|门)$/)
}

export function roomCode(text: string): string {
  return bareCode(text, /(?:号房|室|号|房)$/)
}

/** What a building is called on screens. */
export function buildingName(code: string): string {
  return SIMPLE.test(code) ? `${code}栋` : code
}

export type RoomAddress = { buildingCode: string; unitCode: string; roomCode: string }

const WITH_DASHES = /^([^-]+)-([^-]+)-(.+)$/
const WITH_WORDS = /^(.+?)(?:号楼|栋|幢|座|#)(.+?)(?:单元|门)(.+?)(?:室|号|房)?$/

/**
 * A whole address in one cell: `1-2-301` is `1栋2单元301室` (domain.md M5). Only the first two dashes divide: a room number
 * may contain one. Null when it is just a room number.
 */
export function parseRoomAddress(text: string): RoomAddress | null {
  const tidy = tidyText(text)
    .replace(/\s+/g, '')
    .replace(/[—–－]/g, '-')
  const match = WITH_WORDS.exec(tidy) ?? WITH_DASHES.exec(tidy)
  if (!match) return null
  return {
    buildingCode: buildingCode(match[1] ?? ''),
    unitCode: unitCode(match[2] ?? ''),
    roomCode: roomCode(match[3] ?? ''),
  }
}

const SHORT = /^(.+?)(?:号楼|栋|幢|座|#)([^单].*?)(?:室|号|房)?$/
const SHORT_DASH = /^([^-]+)-([^-]+)$/

/** A room of a building without its unit: `1栋01铺`, `1#101`, `1-101`. Null when it is just a room number. */
export function parseShortAddress(text: string): RoomAddress | null {
  const tidy = tidyText(text)
    .replace(/\s+/g, '')
    .replace(/[—–－]/g, '-')
  const match = SHORT.exec(tidy) ?? SHORT_DASH.exec(tidy)
  if (!match) return null
  return { buildingCode: buildingCode(match[1] ?? ''), unitCode: '', roomCode: roomCode(match[2] ?? '') }
}
