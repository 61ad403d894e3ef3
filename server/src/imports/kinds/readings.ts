import { meterCode, registerShows } from '../../metering/index.ts'
import { dec, toUnits } from '../../platform/decimals.ts'
import type { CivilDate } from '../../platform/period.ts'
import type { ControlledRow } from '../control/control-total.ts'
import type { SheetKind, StagedSheet } from '../workbook/mapping.ts'
import { parseCivilDate } from '../workbook/parse-date.ts'
import { parseDecimalText } from '../workbook/parse-number.ts'
import { parseCode, parseLine, parseYesNo } from '../workbook/parse-words.ts'
import { accept, type Parse } from '../workbook/parsed.ts'
import { type PlanNotes, planRows, type RowReader } from '../workbook/sheet-plan.ts'
import { field, type KindDefinition, type SourceRow } from './kind.ts'

/** What a register showed on a day. */
export type ReadingProposal = SourceRow & {
  code: string
  meterId: string
  /** In Chinese words, as the control sheet names it. */
  kindWords: string
  readOn: CivilDate
  value: string
  rolledOver: boolean
  note: string
  /** The very same reading is there already. */
  there: boolean
}

/** A meter that may be read. */
export type ReadableMeter = {
  id: string
  kind: string
  retired: boolean
  digits: number
  decimals: number
  read: boolean
}

/** What readings of a file are understood against. */
export interface ReadingGround {
  /** By code. */
  meters: ReadonlyMap<string, ReadableMeter>
  /** What is there and was not rejected, by `readingKey`. */
  known: ReadonlyMap<string, string>
  today: CivilDate
}

export const NO_READINGS: ReadingGround = { meters: new Map(), known: new Map(), today: '' }

export const readingKey = (code: string, readOn: CivilDate) => `${code}\n${readOn}`

const METER = field('code', '表号', 'Meter', {
  required: true,
  headings: ['表编号', '表具编号', '水表号', '电表号', 'meter number'],
})
const NOTE = field('note', '备注', 'Remark', { headings: ['说明', '情况说明'] })

export const READINGS: KindDefinition = {
  kind: 'readings',
  label: { 'zh-CN': '抄表读数', en: 'Meter readings' },
  fields: [
    METER,
    field('readOn', '抄表日期', 'Read on', {
      day: true,
      required: true,
      headings: ['抄表时间', '本次抄表日期', '本期抄表时间', '读数时间'],
    }),
    field('value', '本次读数', 'Reading', {
      required: true,
      headings: ['本期读数', '本期度数', '止码', '本次止码', '表读数', '读数'],
    }),
    field('rolledOver', '过零', 'Rollover', { headings: ['是否过零', '走满归零', '翻表'] }),
    field('reader', '抄表人', 'Reader', { headings: ['抄表员', '读表人'] }),
    NOTE,
  ],
}

export const OPENING_READINGS: KindDefinition = {
  kind: 'opening-readings',
  label: { 'zh-CN': '期初读数', en: 'Opening readings' },
  fields: [
    METER,
    field('readOn', '上次抄表日期', 'Last read on', {
      day: true,
      required: true,
      headings: ['最后抄表日期', '上期抄表时间', '截止日期', '期初日期'],
    }),
    field('value', '上次读数', 'Last reading', {
      required: true,
      headings: ['上期读数', '上期度数', '期初读数', '最后读数', '起码'],
    }),
    NOTE,
  ],
}

const KIND_WORDS: Record<string, string> = {
  ...{
    'water-cold': '冷水',
    'water-hot': '热水',
    'water-reclaimed': '中水',
    electricity: '电',
    gas: '燃气',
    heat: '热力',
  },
}

const parseReading = parseDecimalText({ scale: 4, max: '9999999999' })
const parseMeterCode: Parse<string> = text => {
  const code = parseCode(40)(text)
  return 'error' in code ? code : accept(meterCode(code.value))
}

function meterOf(row: RowReader, { meters }: ReadingGround): { code: string; meter: ReadableMeter } | null {
  const code = row.required('code', parseMeterCode)
  if (code === null) return null
  const meter = meters.get(code)
  if (!meter) row.fail('code', 'reading_meter_missing', { value: code })
  else if (meter.retired) row.fail('code', 'reading_meter_retired', { value: code })
  else return { code, meter }
  return null
}

function readReading(
  row: RowReader,
  ground: ReadingGround,
  seen: Map<string, number>,
  opening: boolean,
): ReadingProposal | null {
  const found = meterOf(row, ground)
  const readOn = row.required('readOn', parseCivilDate)
  if (readOn !== null && readOn > ground.today) row.fail('readOn', 'date_future', { date: readOn })
  const value = row.required('value', parseReading)
  const rolledOver = row.optional('rolledOver', parseYesNo) ?? false
  const reader = row.optional('reader', parseLine(50))
  const note = [reader === null ? '' : `抄表人：${reader}`, row.optional('note', parseLine(120)) ?? '']
  if (found === null || readOn === null || value === null || row.failed()) return null
  const { code, meter } = found
  if (opening && !registerShows(value, meter))
    row.fail('value', 'reading_too_long', { digits: meter.digits, decimals: meter.decimals })
  const key = readingKey(code, readOn)
  const [there, earlier] = [ground.known.get(key), seen.get(opening ? code : key)]
  if (earlier !== undefined) row.fail('code', opening ? 'reading_twice' : 'reading_day_twice', { row: earlier })
  else if (there !== undefined && !dec(there).eq(dec(value))) row.fail('value', 'reading_there', { value, there })
  else if (opening && there === undefined && meter.read) row.fail('code', 'reading_began', { value: code })
  else seen.set(opening ? code : key, row.row)
  return {
    ...{ sheet: row.sheet, row: row.row, code, meterId: meter.id, kindWords: KIND_WORDS[meter.kind] ?? meter.kind },
    ...{ readOn, value, rolledOver, note: note.filter(Boolean).join('；').slice(0, 200), there: there !== undefined },
  }
}

/** Readings of a kind of sheet: each meter once a day, or, of opening readings, once at all. */
async function planOf(
  definition: KindDefinition,
  sheets: readonly StagedSheet[],
  notes: PlanNotes,
  ground: ReadingGround,
) {
  const seen = new Map<string, number>()
  const opening = definition.kind === ('opening-readings' satisfies SheetKind)
  return planRows(sheets, definition, notes, row => readReading(row, ground, seen, opening))
}

export async function planReadings(sheets: readonly StagedSheet[], notes: PlanNotes, ground: ReadingGround) {
  const readings = await planOf(READINGS, sheets, notes, ground)
  const opening = await planOf(OPENING_READINGS, sheets, notes, ground)
  return { readings, opening }
}

/** How the control sheet counts an opening reading: by kind of meter; its sum in hundredths, each reading rounded to them. */
export function controlledReading({ kindWords, value }: ReadingProposal): ControlledRow {
  return { part: 'readings', itemName: kindWords, year: 0, amountFen: toUnits(dec(value), 2, 'HALF_UP') }
}
