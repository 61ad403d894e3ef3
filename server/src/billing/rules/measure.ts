/** What a charge is measured by: named values of an object, each with its unit and its words. */
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
export type Unit = Readonly<Partial<Record<'yuan' | 'm2' | 'person' | 'household' | 'space' | 'piece' | 'day', number>>>

type Known = { unit: Unit | null; zh: string; en: string; unitZh: string; unitEn: string }

const M2 = { unit: { m2: 1 }, unitZh: '㎡', unitEn: 'm²' }
const BARE = { unit: {}, unitZh: '', unitEn: '' }

/**
 * The measures by name. `price` and `fixed` are the version's own, `days` those of the charge month; all others are
 * values of the object. Custom fields of premises join as `f_<key>`, without a unit of their own.
 */
const MEASURES = {
  area: { ...M2, zh: '建筑面积', en: 'area' },
  innerArea: { ...M2, zh: '套内面积', en: 'inner area' },
  floor: { ...BARE, zh: '楼层', en: 'floor' },
  coefficient: { ...BARE, zh: '系数', en: 'coefficient' },
  households: { unit: { household: 1 }, zh: '户数', en: 'households', unitZh: '户', unitEn: 'households' },
  persons: { unit: { person: 1 }, zh: '人数', en: 'persons', unitZh: '人', unitEn: 'persons' },
  spaces: { unit: { space: 1 }, zh: '车位数', en: 'spaces', unitZh: '个车位', unitEn: 'spaces' },
  quantity: { unit: { piece: 1 }, zh: '数量', en: 'quantity', unitZh: '', unitEn: '' },
  usage: { unit: { piece: 1 }, zh: '用量', en: 'usage', unitZh: '', unitEn: '' },
  turnover: { unit: { yuan: 1 }, zh: '营业额', en: 'turnover', unitZh: '元', unitEn: 'yuan' },
  days: { unit: { day: 1 }, zh: '当月天数', en: 'days', unitZh: '天', unitEn: 'days' },
  price: { unit: null, zh: '单价', en: 'price', unitZh: '', unitEn: '' },
  fixed: { unit: { yuan: 1 }, zh: '固定金额', en: 'fixed', unitZh: '元', unitEn: 'yuan' },
} as const satisfies Record<string, Known>

/** A key of `MEASURES`, or `f_` and the key of a custom field. */
export type MeasureName = string

/** Measures that belong to the version or the month, not to the object. */
const OF_THE_RULE: readonly MeasureName[] = ['price', 'fixed', 'days']

const BY_CHINESE: ReadonlyMap<string, MeasureName> = new Map(
  Object.entries(MEASURES).map(([name, { zh }]) => [zh, name]),
)
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
