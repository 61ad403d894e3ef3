/** What a charge is measured by: named values of an object, each with its unit and its words. */
import { metering } from '@anju/contract'
import type { CivilDate } from '../../platform/period.ts'

/** A value in force from its date until the next one's, or until `effectiveTo`, that day included. */
export type MeasureValue = { effectiveFrom: CivilDate; effectiveTo?: CivilDate | null; value: string }

/** The value that holds on a day: that of the latest date, unless it ended before. */
export function valueOn(values: readonly MeasureValue[], day: CivilDate): string | null {
  const latest = values
    .filter(({ effectiveFrom }) => effectiveFrom <= day)
    .toSorted((one, other) => one.effectiveFrom.localeCompare(other.effectiveFrom))
    .at(-1)
  return !latest || (latest.effectiveTo && latest.effectiveTo < day) ? null : latest.value
}

/** What a unit is made of, with exponents; `{}` is a bare number, null goes with any unit (a price, a literal). */
export type Unit = Readonly<
  Partial<Record<'yuan' | 'm2' | 'm3' | 'kwh' | 'gj' | 'person' | 'household' | 'space' | 'piece' | 'day', number>>
>

/** `aliases`: what people call it in a formula, too. */
type Known = { unit: Unit | null; zh: string; en: string; unitZh: string; unitEn: string; aliases?: readonly string[] }

const M2 = { unit: { m2: 1 }, unitZh: '㎡', unitEn: 'm²' }
/** What is read of a kind of meter is in the unit of its registers. */
const READ_IN = {
  m3: { unit: { m3: 1 }, unitZh: 'm³', unitEn: 'm³' },
  kWh: { unit: { kwh: 1 }, unitZh: '度', unitEn: 'kWh' },
  GJ: { unit: { gj: 1 }, unitZh: 'GJ', unitEn: 'GJ' },
} as const satisfies Record<metering.MeterUnit, Pick<Known, 'unit' | 'unitZh' | 'unitEn'>>
const readOf = (kind: keyof typeof metering.METER_UNITS) => READ_IN[metering.METER_UNITS[kind]]
const BARE = { unit: {}, unitZh: '', unitEn: '' }

/**
 * The measures by name. `price` and `fixed` are the version's own, `days` those of the charge month; all others are
 * values of the object. What is read is the usage of the calendar month, by the meters of the home. Custom fields of premises join as
 * `f_<label>`, without a unit of their own.
 */
const MEASURES = {
  area: { ...M2, zh: '建筑面积', en: 'area', aliases: ['面积'] },
  innerArea: { ...M2, zh: '套内面积', en: 'inner area', aliases: ['套内建筑面积'] },
  floor: { ...BARE, zh: '楼层', en: 'floor' },
  coefficient: { ...BARE, zh: '系数', en: 'coefficient' },
  households: { unit: { household: 1 }, zh: '户数', en: 'households', unitZh: '户', unitEn: 'households' },
  persons: { unit: { person: 1 }, zh: '人数', en: 'persons', unitZh: '人', unitEn: 'persons', aliases: ['人口'] },
  spaces: { unit: { space: 1 }, zh: '车位数', en: 'spaces', unitZh: '个车位', unitEn: 'spaces', aliases: ['车位'] },
  quantity: { unit: { piece: 1 }, zh: '数量', en: 'quantity', unitZh: '', unitEn: '' },
  usage: { unit: { piece: 1 }, zh: '用量', en: 'usage', unitZh: '', unitEn: '' },
  coldWater: { ...readOf('water-cold'), zh: '冷水用量', en: 'cold water', aliases: ['用水量', '水量'] },
  hotWater: { ...readOf('water-hot'), zh: '热水用量', en: 'hot water' },
  reclaimedWater: { ...readOf('water-reclaimed'), zh: '中水用量', en: 'reclaimed water' },
  electricity: { ...readOf('electricity'), zh: '用电量', en: 'electricity', aliases: ['电量'] },
  gas: { ...readOf('gas'), zh: '用气量', en: 'gas', aliases: ['燃气用量'] },
  heat: { ...readOf('heat'), zh: '用热量', en: 'heat', aliases: ['热量'] },
  turnover: { unit: { yuan: 1 }, zh: '营业额', en: 'turnover', unitZh: '元', unitEn: 'yuan', aliases: ['营业收入'] },
  days: { unit: { day: 1 }, zh: '当月天数', en: 'days', unitZh: '天', unitEn: 'days', aliases: ['天数'] },
  price: { unit: null, zh: '单价', en: 'price', unitZh: '', unitEn: '', aliases: ['价格'] },
  fixed: { unit: { yuan: 1 }, zh: '固定金额', en: 'fixed', unitZh: '元', unitEn: 'yuan', aliases: ['固定费'] },
} as const satisfies Record<string, Known>

/** A key of `MEASURES`, or `f_` and the label of a custom field. */
export type MeasureName = string

/** Measures that belong to the version or the month, not to the object. */
const OF_THE_RULE: readonly MeasureName[] = ['price', 'fixed', 'days']

const BY_CHINESE: ReadonlyMap<string, MeasureName> = new Map(
  Object.entries<Known>(MEASURES).flatMap(([name, { zh, aliases = [] }]) =>
    [zh, ...aliases].map(word => [word, name] as const),
  ),
)

/** The kind of meter whose readings are the measure, by its name. */
const METERS: Readonly<Record<MeasureName, string>> = {
  coldWater: 'water-cold',
  hotWater: 'water-hot',
  reclaimedWater: 'water-reclaimed',
  electricity: 'electricity',
  gas: 'gas',
  heat: 'heat',
}

/** The kind of meter that a measure is read from; null for any other. */
export function meterOf(name: MeasureName): string | null {
  return Object.hasOwn(METERS, name) ? (METERS[name] ?? null) : null
}

/** The custom field that a measure is the value of, by its label; null for any other. */
export function fieldOf(name: MeasureName): string | null {
  return name.startsWith('f_') ? name.slice(2) : null
}

/** The measure of a custom field. */
export const measureOfField = (label: string): MeasureName => `f_${label}`

/** What a custom field with choices is asked in a formula: whether it says an option. Its value is 1 or 0. */
export const optionOf = (label: string, option: string): string => `${label}=${option}`

/** All measures with their words and unit, for whoever writes a formula. */
export function allMeasures(): { name: MeasureName; words: Record<'zh-CN' | 'en', string>; unit: string }[] {
  return Object.entries<Known>(MEASURES).map(([name, { zh, en, unitZh }]) => ({
    ...{ name, words: { 'zh-CN': zh, en }, unit: unitZh },
  }))
}

const FIELD = /^f_[a-zA-Z0-9_]{1,40}$/

/** The measure that a name in a formula means, by its English name or its Chinese one; null when there is none. */
export function measureNamed(name: string): MeasureName | null {
  const byChinese = BY_CHINESE.get(name)
  if (byChinese) return byChinese
  return Object.hasOwn(MEASURES, name) || FIELD.test(name) ? name : null
}

/** Whether its value comes from the object that is charged. */
export function isOfObject(name: MeasureName): boolean {
  return !OF_THE_RULE.includes(name)
}

/** The unit of a measure; null for a price and for custom fields, which go with any. */
export function unitOf(name: MeasureName): Unit | null {
  return known(name)?.unit ?? null
}

/** `89.37㎡`, `4人`; the bare value of a measure without a unit. */
export function measureText(name: MeasureName, value: string, locale: 'zh-CN' | 'en'): string {
  const unit = known(name)
  if (!unit) return value
  if (locale === 'zh-CN') return `${value}${unit.unitZh}`
  return unit.unitEn === '' ? value : `${value} ${unit.unitEn}`
}

/** The measure in words; a custom field is called by its key. */
export function measureWords(name: MeasureName, locale: 'zh-CN' | 'en'): string {
  const found = known(name)
  if (!found) return name.replace(/^f_/, '')
  return locale === 'zh-CN' ? found.zh : found.en
}

function known(name: MeasureName): Known | undefined {
  return Object.hasOwn(MEASURES, name) ? MEASURES[name as keyof typeof MEASURES] : undefined
}
