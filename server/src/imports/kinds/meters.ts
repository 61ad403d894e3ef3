import { type MeterInput, mediumOf, meterCode, registerShows } from '../../metering/index.ts'
import type { StagedSheet } from '../workbook/mapping.ts'
import { parseCivilDate } from '../workbook/parse-date.ts'
import { parseDecimalText, parseInteger } from '../workbook/parse-number.ts'
import { parseChoice, parseCode, parseLine } from '../workbook/parse-words.ts'
import { accept, type Parse } from '../workbook/parsed.ts'
import { type PlanNotes, planRows, type RowReader } from '../workbook/sheet-plan.ts'
import { field, type KindDefinition, type SourceRow } from './kind.ts'
import { type KnownRooms, PLACE_FIELDS, type RoomKey, readRoom } from './room-ref.ts'

type Kind = MeterInput['kind']
type Level = MeterInput['level']

export type MeterProposal = SourceRow & Omit<MeterInput, 'premisesId'> & { room: RoomKey | null }

/** A meter that is there, as one may hang on it. */
export type KnownMeter = { kind: Kind; level: Level; retired: boolean }

export const METERS: KindDefinition = {
  kind: 'meters',
  label: { 'zh-CN': '表具', en: 'Meters' },
  fields: [
    field('code', '表号', 'Meter', {
      required: true,
      headings: ['表编号', '表具编号', '水表号', '电表号', 'meter number'],
    }),
    field('kind', '表类型', 'Kind', { required: true, headings: ['表具类型', '抄表类型', '介质', '类型'] }),
    field('name', '名称', 'Name', { headings: ['表名称', '表具名称'] }),
    field('level', '用途', 'Purpose', { headings: ['表级别', '表性质', '公摊'] }),
    ...PLACE_FIELDS,
    field('place', '位置', 'Place', { headings: ['安装位置', '表位置', 'meter place'] }),
    field('parentCode', '上级表号', 'Hangs on', { headings: ['上级表', '父表号', '总表号'] }),
    field('multiplier', '倍率', 'Multiplier', { headings: ['变比', '互感器倍率', 'ct'] }),
    field('digits', '整数位', 'Whole digits', { headings: ['字轮整数位', '量程位数'] }),
    field('decimals', '小数位', 'Decimals', { headings: ['小数位数'] }),
    field('initialReading', '表底', 'Initial reading', {
      headings: ['初始读数', '起始读数', '表底数', '起码', '底数'],
    }),
    field('installedOn', '安装日期', 'Installed on', { day: true, headings: ['安装时间', 'installation date'] }),
    field('verifiedUntil', '检定有效期', 'Verified until', {
      day: true,
      headings: ['检定到期', '下次检定日期', 'next verification date'],
    }),
    field('brand', '厂家', 'Maker', { headings: ['生产厂家', '品牌'] }),
    field('model', '型号', 'Model', { headings: ['规格型号', '规格'] }),
    field('deviceNo', '表身号', 'Device number', { headings: ['表身编号', '出厂编号', '设备编号', '钢印号'] }),
    field('collector', '采集器', 'Collector', { headings: ['采集器id', '采集器编号', '集中器'] }),
    field('readBy', '抄表方式', 'Read by', { headings: ['采集方式', 'automatic'] }),
  ],
}

const parseKind = parseChoice<Kind>({
  'water-cold': ['冷水', '冷水表', '水', '水表', '自来水', '自来水表', 'cw', 'water-cold', 'coldwater'],
  'water-hot': ['热水', '热水表', 'hw', 'water-hot', 'hotwater'],
  'water-reclaimed': ['中水', '中水表', '再生水', 'water-reclaimed'],
  electricity: ['电', '电表', '电能表', 'el', 'electricity'],
  gas: ['燃气', '燃气表', '天然气', '煤气', '气表', 'gas'],
  heat: ['热力', '热量表', '暖气', '供暖', '热表', 'heat'],
})
const parseLevel = parseChoice<Level>({
  household: ['户表', '分户表', '入户表', '户用', 'household'],
  shared: ['公摊表', '公摊', '公共表', '公区表', '分表', 'shared'],
  master: ['总表', '主表', '考核表', 'master'],
})
const parseReadBy = parseChoice<'person' | 'device'>({
  person: ['人工', '人工抄表', '手抄', '否', 'no', 'false', 'person'],
  device: ['自动', '自动采集', '远传', '智能', '是', 'yes', 'true', 'device'],
})
const parseMultiplier = parseDecimalText({ scale: 4, positive: true, max: '99999999' })
const parseReading = parseDecimalText({ scale: 4, max: '9999999999' })
const parseMeterCode: Parse<string> = text => {
  const code = parseCode(40)(text)
  return 'error' in code ? code : accept(meterCode(code.value))
}

const REGISTER = { digits: 5, decimals: 2 }

/** The register as the file says it; where it says nothing, the usual one, or as long a one as its reading needs. */
function readRegister(row: RowReader) {
  const initialReading = row.optional('initialReading', parseReading) ?? '0'
  const [whole = '', part = ''] = initialReading.split('.')
  const digits = row.optional('digits', parseInteger(3, 10)) ?? Math.max(REGISTER.digits, whole.length)
  const decimals = row.optional('decimals', parseInteger(0, 4)) ?? Math.max(REGISTER.decimals, part.length)
  if (!row.failed() && !registerShows(initialReading, { digits, decimals }))
    row.fail('initialReading', 'reading_too_long', { digits, decimals })
  return { initialReading, digits, decimals }
}

function readMeter(
  row: RowReader,
  rooms: KnownRooms,
  today: string,
  seen: Map<string, number>,
  parents: Parents | null,
): MeterProposal | null {
  const code = row.required('code', parseMeterCode)
  const kind = row.required('kind', parseKind)
  const room = readRoom(row, rooms)
  const words = {
    ...{ name: row.optional('name', parseLine(100)) ?? '', place: row.optional('place', parseLine(100)) ?? '' },
    level: row.optional('level', parseLevel) ?? ('household' as const),
    parentCode: row.optional('parentCode', parseMeterCode),
    multiplier: row.optional('multiplier', parseMultiplier) ?? '1',
    ...readRegister(row),
    installedOn: row.optional('installedOn', parseCivilDate),
    verifiedUntil: row.optional('verifiedUntil', parseCivilDate),
    ...{ brand: row.optional('brand', parseLine(50)) ?? '', model: row.optional('model', parseLine(50)) ?? '' },
    deviceNo: row.optional('deviceNo', parseLine(50)) ?? '',
    collector: row.optional('collector', parseLine(50)) ?? '',
    readBy: row.optional('readBy', parseReadBy) ?? ('person' as const),
  }
  if (words.installedOn !== null && words.installedOn > today)
    row.fail('installedOn', 'date_future', { date: words.installedOn })
  if (room === null && row.text('room') === '') {
    if (words.level === 'household') row.fail('room', 'meter_home_missing')
    else if (words.place === '') row.fail('place', 'meter_place_missing')
  }
  if (code === null || kind === null) return null
  const earlier = seen.get(code)
  if (earlier !== undefined) row.fail('code', 'ref_taken', { row: earlier })
  else seen.set(code, row.row)
  if (words.parentCode !== null) parents?.check(row, { kind, parentCode: words.parentCode })
  return row.failed() ? null : { sheet: row.sheet, row: row.row, code, kind, room, ...words }
}

interface Parents {
  check: (row: RowReader, meter: { kind: Kind; parentCode: string }) => void
}

type Hanging = Pick<MeterProposal, 'code' | 'kind' | 'level' | 'parentCode'>

/** The meters that may be written, those above first: what hangs on something bad, on nothing, or on itself stays out. */
function fromTheTop<T extends Hanging>(meters: readonly T[], known: ReadonlyMap<string, KnownMeter>): T[] {
  const below = Map.groupBy(
    meters.filter(({ parentCode }) => parentCode !== null && !known.has(parentCode)),
    ({ parentCode }) => parentCode ?? '',
  )
  const good = meters.filter(({ kind, parentCode }) => {
    const parent = parentCode === null ? null : known.get(parentCode)
    return parent === null || (parent !== undefined && fits(kind, parent))
  })
  for (const parent of good)
    good.push(...(below.get(parent.code) ?? []).filter(({ kind }) => fits(kind, { ...parent, retired: false })))
  return good
}

function fits(kind: Kind, parent: KnownMeter): boolean {
  return !parent.retired && parent.level !== 'household' && mediumOf(parent.kind) === mediumOf(kind)
}

/** Why a meter cannot hang on the one it names. */
function parentsOf(
  all: readonly MeterProposal[],
  good: readonly MeterProposal[],
  known: ReadonlyMap<string, KnownMeter>,
): Parents {
  const inFile = new Map(all.map(meter => [meter.code, meter]))
  const written = new Set(good.map(meter => meter.code))
  return {
    check: (row, { kind, parentCode }) => {
      const value = parentCode
      const parent = known.get(parentCode) ?? inFile.get(parentCode)
      if (!parent) row.fail('parentCode', 'meter_parent_missing', { value })
      else if (!fits(kind, { ...parent, retired: 'retired' in parent && parent.retired }))
        row.fail('parentCode', 'meter_parent_wrong', { value })
      else if (!known.has(parentCode) && !written.has(parentCode))
        row.fail('parentCode', 'meter_parent_rejected', { value })
    },
  }
}

/** Read twice: at first each row by itself, then with what it hangs on, which may stand below it or in another sheet. */
export async function planMeters(
  sheets: readonly StagedSheet[],
  problems: PlanNotes,
  rooms: KnownRooms,
  today: string,
  known: ReadonlyMap<string, KnownMeter> = new Map(),
) {
  const quiet: PlanNotes = { list: [], rows: 0, pace: async () => undefined }
  const first = new Map<string, number>()
  const { proposals: all } = await planRows(sheets, METERS, quiet, row => readMeter(row, rooms, today, first, null))
  const good = fromTheTop(all, known)
  const parents = parentsOf(all, good, known)
  const seen = new Map<string, number>()
  const { count } = await planRows(sheets, METERS, problems, row => readMeter(row, rooms, today, seen, parents))
  return { meters: good, count }
}
