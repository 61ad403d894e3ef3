import { dec, toFen } from '../../platform/decimals.ts'
import type { leases } from '../../registry/index.ts'
import type { StagedSheet } from '../workbook/mapping.ts'
import { parseCivilDate } from '../workbook/parse-date.ts'
import { parseDecimalText, parseInteger } from '../workbook/parse-number.ts'
import { parsePhones } from '../workbook/parse-person.ts'
import { parseChoice, parseLine } from '../workbook/parse-words.ts'
import { accept, type Parse, tidyText } from '../workbook/parsed.ts'
import { type PlanNotes, planRows, type RowReader } from '../workbook/sheet-plan.ts'
import { field, type KindDefinition, type SourceRow } from './kind.ts'
import { type NamedPerson, ORGANISATION, parseIds, parseNames, shareOut } from './people.ts'
import { type KnownRooms, PLACE_FIELDS, type RoomKey, readRoom, roomKeyText } from './room-ref.ts'

type LeaseInput = Parameters<typeof leases.ensureLeases>[3][number]

/** A lease of one or several homes, with its parties as the file names them. */
export type LeaseProposal = SourceRow &
  Omit<LeaseInput, 'premisesIds' | 'landlordIds' | 'tenantIds' | 'signedOn'> & {
    signedOn: string
    /** Its number is stored: it stays as recorded, and nobody is written for it. */
    there: boolean
    rooms: RoomKey[]
    landlords: NamedPerson[]
    tenants: NamedPerson[]
  }

/** What is let already: numbers that are there stay as recorded, and no home is let twice on the same day. */
export interface LeaseGround {
  numbers: ReadonlySet<string>
  /** By `roomKeyText`. */
  lets: ReadonlyMap<string, readonly { number: string; fromOn: string; toOn: string }[]>
  /** The last day of rooms that are no more, by `roomKeyText`. */
  endedOn: ReadonlyMap<string, string>
}

const NO_LEASES: LeaseGround = { numbers: new Set(), lets: new Map(), endedOn: new Map() }

export const LEASES: KindDefinition = {
  kind: 'leases',
  label: { 'zh-CN': '房屋租约', en: 'Leases' },
  fields: [
    field('number', '合同编号', 'Lease number', { required: true, headings: ['合同号', '租约编号', '租赁合同编号'] }),
    ...PLACE_FIELDS.map(place => (place.field === 'room' ? { ...place, required: true } : place)),
    field('tenants', '承租方', 'Tenant', { required: true, headings: ['承租人', '租户', '租客', '乙方', '租户名称'] }),
    field('tenantPhones', '承租方电话', 'Tenant’s phone', {
      personal: true,
      headings: ['承租人电话', '租户电话', '租客电话', '乙方电话', '承租方手机号'],
    }),
    field('tenantIds', '承租方证件号', 'Tenant’s ID number', {
      personal: true,
      headings: ['承租人证件号', '承租方身份证号', '承租人身份证号', '租户证件号'],
    }),
    field('landlords', '出租方', 'Landlord', {
      required: true,
      headings: ['出租人', '房东', '甲方', '业主', '业主姓名'],
    }),
    field('landlordPhones', '出租方电话', 'Landlord’s phone', {
      personal: true,
      headings: ['出租人电话', '房东电话', '甲方电话', '业主电话', '出租方手机号'],
    }),
    field('signedOn', '签订日期', 'Signed on', { day: true, headings: ['签约日期', '签订时间', '合同日期'] }),
    field('fromOn', '起租日', 'From', {
      day: true,
      required: true,
      headings: ['起租日期', '租期开始', '租赁开始日期', '开始日期', '合同开始日期'],
    }),
    field('toOn', '到期日', 'To', {
      day: true,
      required: true,
      headings: ['到期日期', '租期结束', '租赁结束日期', '结束日期', '合同到期日', '合同结束日期'],
    }),
    field('rent', '租金', 'Rent', { headings: ['月租金', '租金金额', '合同租金'] }),
    field('rentPeriod', '租金周期', 'Rent per', { headings: ['租金单位', '计租周期'] }),
    field('unitPrice', '租金单价', 'Rent per m² and day', { headings: ['日租金单价', '单价'] }),
    field('areaM2', '计租面积', 'Let area', { headings: ['租赁面积', '出租面积'] }),
    field('payEvery', '付款周期', 'Paid every', { headings: ['付款方式', '付租方式', '支付周期'] }),
    field('paymentDay', '付款日', 'Payment day', { headings: ['付租日', '缴租日', '每期付款日'] }),
    field('deposit', '押金', 'Deposit', { headings: ['保证金', '租赁押金', '押金金额'] }),
    field('purpose', '用途', 'Purpose', { headings: ['租赁用途', '房屋用途'] }),
    field('notes', '备注', 'Notes', { headings: ['说明'] }),
  ],
}

const MOST = { fen: '999999999', price: '999999', area: '9999999' }
const parseAmount = parseDecimalText({ scale: 2, max: MOST.fen })
/** Yuan, as `4500`, `4,500元` or `4500元/月`. */
const parseMoney: Parse<bigint> = text => {
  const amount = parseAmount(tidyText(text).replace(/[/每](?:个?月|季度?|年)$/, ''))
  return 'error' in amount ? amount : { ...amount, value: toFen(dec(amount.value)) }
}
const parsePeriod = parseChoice<LeaseInput['rentPeriod']>({
  month: ['月', '每月', '按月', '元/月', '月租', 'month'],
  quarter: ['季', '季度', '每季', '每季度', '按季', '元/季', 'quarter'],
  year: ['年', '每年', '按年', '元/年', '年租', 'year'],
})
type Months = NonNullable<LeaseInput['payEveryMonths']>
const parsePayEvery: Parse<Months> = text => {
  const parsed = parseChoice({
    1: ['月付', '按月', '月', '每月', '1', '一个月', '押一付一', '1个月'],
    2: ['两月付', '两个月', '2', '2个月', '押一付二'],
    3: ['季付', '按季', '季', '季度', '每季度', '3', '三个月', '押一付三', '3个月'],
    6: ['半年付', '半年', '6', '六个月', '6个月'],
    12: ['年付', '按年', '年', '每年', '12', '12个月'],
  })(text)
  return 'error' in parsed ? parsed : accept(Number(parsed.value) as Months)
}
const parseDayOfMonth: Parse<number> = text =>
  parseInteger(
    1,
    31,
  )(
    tidyText(text)
      .replace(/^每(?:个?月|期)/, '')
      .replace(/[日号]$/, ''),
  )
const parsePrice = parseDecimalText({ scale: 4, positive: true, max: MOST.price })
const parseArea = parseDecimalText({ scale: 4, positive: true, max: MOST.area })

const LONGEST_YEARS = 20

function readParty(row: RowReader, of: { names: string; phones: string; ids?: string }): NamedPerson[] {
  const phones = row.optional(of.phones, parsePhones) ?? []
  const ids = of.ids ? (row.optional(of.ids, parseIds) ?? []) : []
  const names = row.required(of.names, parseNames([phones.length, ids.length])) ?? []
  const phonesOf = shareOut(row, names, phones, of.phones)
  const idsOf = of.ids ? shareOut(row, names, ids, of.ids) : []
  return names.map((name, index) => ({
    name,
    type: ORGANISATION.test(name) ? 'organisation' : 'person',
    sex: null,
    phones: phonesOf[index] ?? [],
    idNumber: idsOf[index]?.[0] ?? null,
  }))
}

/** The rent, either an amount for each period or a price for each square metre and day. */
function readRent(row: RowReader) {
  const rentFen = row.optional('rent', parseMoney)
  const unitPrice = row.optional('unitPrice', parsePrice)
  const areaM2 = row.optional('areaM2', parseArea)
  if (row.text('rent') !== '' && row.text('unitPrice') !== '') row.fail('unitPrice', 'lease_rent_twice')
  else if (row.text('rent') === '' && row.text('unitPrice') === '') row.fail('rent', 'lease_rent_missing')
  else if (row.text('unitPrice') !== '' && row.text('areaM2') === '') row.fail('areaM2', 'lease_area_missing')
  const rentKind = unitPrice === null ? ('fixed' as const) : ('area-day' as const)
  const rentPeriod = row.optional('rentPeriod', parsePeriod) ?? ('month' as const)
  return { rentKind, rentFen, rentPeriod, unitPrice, areaM2 }
}

function readDays(row: RowReader, today: string) {
  const fromOn = row.required('fromOn', parseCivilDate)
  const toOn = row.required('toOn', parseCivilDate)
  const signed = row.optional('signedOn', parseCivilDate)
  if (signed !== null && signed > today) row.fail('signedOn', 'date_future', { date: signed })
  if (fromOn === null || toOn === null) return null
  if (toOn < fromOn) row.fail('toOn', 'dates_reversed', { from: fromOn, to: toOn })
  else if (toOn >= yearsAfter(fromOn)) row.fail('toOn', 'lease_too_long', { years: LONGEST_YEARS })
  // A list of leases in force without days of signing says that they were signed by then.
  return { fromOn, toOn, signedOn: signed ?? (fromOn < today ? fromOn : today) }
}

/** The first day that a lease of at most twenty years no longer holds (Civil Code, art. 705). */
function yearsAfter(day: string): string {
  return `${String(Number(day.slice(0, 4)) + LONGEST_YEARS).padStart(4, '0')}${day.slice(4)}`
}

const isSame = (a: NamedPerson, b: NamedPerson) =>
  a.name === b.name &&
  (a.phones.length === 0 || b.phones.length === 0 || a.phones.some(phone => b.phones.includes(phone)))

function readLease(row: RowReader, rooms: KnownRooms, today: string): LeaseProposal | null {
  const number = row.required('number', parseLine(50))
  const room = readRoom(row, rooms)
  if (row.text('room') === '') row.fail('room', 'value_missing')
  const tenants = readParty(row, { names: 'tenants', phones: 'tenantPhones', ids: 'tenantIds' })
  const landlords = readParty(row, { names: 'landlords', phones: 'landlordPhones' })
  const both = tenants.find(tenant => landlords.some(landlord => isSame(tenant, landlord)))
  if (both) row.fail('tenants', 'lease_same_party', { name: both.name })
  const days = readDays(row, today)
  const rent = readRent(row)
  const words = {
    payEveryMonths: row.optional('payEvery', parsePayEvery) ?? (1 as const),
    paymentDay: row.optional('paymentDay', parseDayOfMonth) ?? 1,
    depositFen: row.optional('deposit', parseMoney) ?? 0n,
    purpose: row.optional('purpose', parseLine(100)) ?? '',
    notes: row.optional('notes', parseLine(2000)) ?? '',
  }
  if (row.failed() || number === null || room === null || days === null) return null
  const place = { sheet: row.sheet, row: row.row, number, there: false }
  return { ...place, rooms: [room], tenants, landlords, ...days, ...rent, ...words }
}

/** What two rows of one lease must agree on; the rent stands in each, of the whole. */
function termsOf({ fromOn, toOn, rentFen, unitPrice, tenants, landlords }: LeaseProposal): string {
  const names = (people: NamedPerson[]) => people.map(({ name }) => name).sort()
  return JSON.stringify([fromOn, toOn, rentFen?.toString() ?? null, unitPrice, names(tenants), names(landlords)])
}

/** Leases of the file by number, and what each home is let for. */
interface Seen {
  byNumber: Map<string, LeaseProposal>
  byRoom: Map<string, LeaseProposal[]>
}

/** Several homes of one lease are several rows with its number; no home is let twice on a day. */
function withOthers(row: RowReader, lease: LeaseProposal, seen: Seen, ground: LeaseGround): LeaseProposal | null {
  const earlier = seen.byNumber.get(lease.number)
  if (earlier && termsOf(earlier) !== termsOf(lease)) row.fail('number', 'lease_conflict', { row: earlier.row })
  const [room] = lease.rooms
  const key = room ? roomKeyText(room) : ''
  const repeated = earlier?.rooms.some(other => roomKeyText(other) === key) ?? false
  if (!repeated) checkFree(row, lease, key, seen, ground)
  if (row.failed()) return null
  seen.byRoom.set(key, [...(seen.byRoom.get(key) ?? []), lease])
  if (earlier) {
    if (repeated) row.repeat(earlier.row)
    else {
      earlier.rooms = [...earlier.rooms, ...lease.rooms]
      row.repeat(earlier.row, 'lease_joined')
    }
    return null
  }
  seen.byNumber.set(lease.number, lease)
  return lease
}

function checkFree(row: RowReader, lease: LeaseProposal, key: string, seen: Seen, ground: LeaseGround): void {
  // A lease that is there stays as recorded: nothing is written of it.
  if (lease.there) return
  const overlaps = (other: { fromOn: string; toOn: string }) => other.fromOn <= lease.toOn && lease.fromOn <= other.toOn
  const ended = ground.endedOn.get(key)
  if (ended !== undefined && ended < lease.toOn) row.fail('room', 'lease_room_ended', { date: ended })
  const stored = ground.lets.get(key)?.find(overlaps)
  const inFile = seen.byRoom.get(key)?.find(overlaps)
  if (stored) row.fail('room', 'lease_let', { number: stored.number, from: stored.fromOn, to: stored.toOn })
  else if (inFile) row.fail('room', 'lease_let_here', { number: inFile.number, row: inFile.row })
}

/** Leases of homes; what is let already, here or before, is refused by row. */
export async function planLeases(
  sheets: readonly StagedSheet[],
  problems: PlanNotes,
  { rooms, today, ground = NO_LEASES }: { rooms: KnownRooms; today: string; ground?: LeaseGround | undefined },
) {
  const seen: Seen = { byNumber: new Map(), byRoom: new Map() }
  const { proposals, count } = await planRows(sheets, LEASES, problems, row => {
    const lease = readLease(row, rooms, today)
    return lease && withOthers(row, { ...lease, there: ground.numbers.has(lease.number) }, seen, ground)
  })
  return { leases: proposals, count }
}
