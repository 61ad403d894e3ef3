import { metering } from '@anju/contract'

const unitOf = (kind: keyof typeof metering.METER_UNITS) => metering.METER_UNIT_SIGNS[metering.METER_UNITS[kind]]

type Locale = 'zh-CN' | 'en'

/** What charges are measured by, as the server names it. */
const MEASURES = {
  area: { 'zh-CN': '建筑面积', en: 'area', unit: '㎡' },
  innerArea: { 'zh-CN': '套内面积', en: 'inner area', unit: '㎡' },
  floor: { 'zh-CN': '楼层', en: 'floor', unit: '' },
  coefficient: { 'zh-CN': '系数', en: 'coefficient', unit: '' },
  households: { 'zh-CN': '户数', en: 'households', unit: '' },
  persons: { 'zh-CN': '人数', en: 'persons', unit: '' },
  spaces: { 'zh-CN': '车位数', en: 'spaces', unit: '' },
  quantity: { 'zh-CN': '数量', en: 'quantity', unit: '' },
  usage: { 'zh-CN': '用量', en: 'usage', unit: '' },
  coldWater: { 'zh-CN': '冷水用量', en: 'cold water', unit: unitOf('water-cold') },
  hotWater: { 'zh-CN': '热水用量', en: 'hot water', unit: unitOf('water-hot') },
  reclaimedWater: { 'zh-CN': '中水用量', en: 'reclaimed water', unit: unitOf('water-reclaimed') },
  electricity: { 'zh-CN': '用电量', en: 'electricity', unit: unitOf('electricity') },
  gas: { 'zh-CN': '用气量', en: 'gas', unit: unitOf('gas') },
  heat: { 'zh-CN': '用热量', en: 'heat', unit: unitOf('heat') },
  turnover: { 'zh-CN': '营业额', en: 'turnover', unit: '¥' },
} as const

const OTHERS: Record<string, Record<Locale, string>> = {
  'division-by-zero': { 'zh-CN': '除数为 0', en: 'division by zero' },
  'out-of-range': { 'zh-CN': '数额过大', en: 'beyond any amount' },
  syntax: { 'zh-CN': '写法有误', en: 'not a formula' },
  bands: { 'zh-CN': '分时用量', en: 'usage by the part of the day' },
}

/** A measure, or what else an exception points at, in words; custom fields by their key. */
export function atWords(at: string, locale: Locale): string {
  const known: Record<string, Record<Locale, string>> = { ...MEASURES, ...OTHERS }
  return (Object.hasOwn(known, at) ? known[at]?.[locale] : undefined) ?? at.replace(/^f_/, '')
}

/** What is read of meters: never typed here. */
const READ = ['coldWater', 'hotWater', 'reclaimedWater', 'electricity', 'gas', 'heat'] as const

/** Area and quantity are said elsewhere: at the premises, and at the charge. */
const ELSEWHERE: readonly string[] = ['area', 'quantity', 'usage', ...READ]

/** What may be entered of premises, with its words. */
export const MEASURED: readonly { name: string; words: Record<Locale, string> }[] = Object.entries(MEASURES)
  .filter(([name]) => !ELSEWHERE.includes(name))
  .map(([name, words]) => ({ name, words }))

/** In what a measure is counted, where it has a unit. */
export function measureUnit(name: string): string {
  return Object.hasOwn(MEASURES, name) ? MEASURES[name as keyof typeof MEASURES].unit : ''
}
