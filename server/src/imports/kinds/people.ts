import type { StagedSheet } from '../workbook/mapping.ts'
import { parseCivilDate } from '../workbook/parse-date.ts'
import { parseDecimalText } from '../workbook/parse-number.ts'
import { parseIdNumber, parsePhones } from '../workbook/parse-person.ts'
import { parseChoice } from '../workbook/parse-words.ts'
import { accept, type Parse, refuse, tidyText } from '../workbook/parsed.ts'
import { type PlanNotes, planRows, type RowReader } from '../workbook/sheet-plan.ts'
import { field, type KindDefinition, type SourceRow } from './kind.ts'
import { type KnownRooms, PLACE_FIELDS, type RoomKey, readRoom } from './room-ref.ts'

export type OccupantKind = 'owner' | 'family' | 'tenant' | 'temporary'
export type Relation = 'spouse' | 'child' | 'parent' | 'sibling' | 'other'

export type NamedPerson = {
  name: string
  type: 'person' | 'organisation'
  sex: 'male' | 'female' | null
  /** The first is the primary one. */
  phones: string[]
  idNumber: string | null
}

/** People of one row, and where they live or lived. */
export type PeopleProposal = SourceRow & {
  people: NamedPerson[]
  kind: OccupantKind
  relation: Relation | null
  room: RoomKey | null
  /** Decimal text, 0 … 1. */
  share: string | null
  fromOn: string | null
  toOn: string | null
}

export const PEOPLE: KindDefinition = {
  kind: 'people',
  label: { 'zh-CN': '业主资料', en: 'People and households' },
  fields: [
    field('name', '姓名', 'Name', {
      required: true,
      headings: ['业主姓名', '住户姓名', '业主名称', '产权人', '客户名称'],
    }),
    field('phones', '联系电话', 'Phones', {
      personal: true,
      headings: ['手机号', '手机号码', '手机', '电话', '电话号码', '联系方式', '移动电话'],
    }),
    field('idNumber', '证件号码', 'ID number', {
      personal: true,
      headings: ['身份证号', '身份证', '身份证号码', '证件号', '统一社会信用代码'],
    }),
    field('sex', '性别', 'Sex'),
    field('kind', '住户类型', 'Kind', { headings: ['人员类型', '身份', '客户类型', '住户身份'] }),
    field('relation', '与业主关系', 'Relation', { headings: ['关系', '与户主关系'] }),
    ...PLACE_FIELDS,
    field('share', '产权比例', 'Share', { headings: ['产权份额', '份额', '占比'] }),
    field('fromOn', '入住日期', 'From', { day: true, headings: ['入住时间', '起始日期', '迁入日期', '交房日期'] }),
    field('toOn', '迁出日期', 'To', { day: true, headings: ['迁出时间', '搬离日期', '结束日期', '截止日期'] }),
  ],
}

const parseSex = parseChoice({ male: ['男', 'male', 'm'], female: ['女', 'female', 'f'] })
const parseKind = parseChoice<OccupantKind>({
  owner: ['业主', '户主', '产权人', '房东', 'owner', '1001'],
  family: ['家庭成员', '家属', '亲属', '成员', 'family', '1002'],
  tenant: ['租客', '租户', '承租人', '房屋租客', 'tenant', '1003'],
  temporary: ['临时人员', '临时', '借住', 'temporary', '1004'],
})
const parseRelation = parseChoice<Relation | 'self'>({
  self: ['本人', '业主本人', '户主', '业主'],
  spouse: ['配偶', '夫妻', '丈夫', '妻子', '夫', '妻'],
  child: ['子女', '儿子', '女儿', '子', '女'],
  parent: ['父母', '父亲', '母亲', '父', '母'],
  sibling: ['兄弟姐妹', '兄弟', '姐妹', '兄', '弟', '姐', '妹'],
  other: ['其他', '亲戚', '朋友', '祖父母', '孙子女'],
})

const MOST_TOGETHER = 8
/** What organisations are called, at the end of their names. */
export const ORGANISATION = /(?:公司|集团|中心|学校|幼儿园|医院|银行|事务所|合作社|委员会|协会|商行|工厂|支行|分店)$/

/** Names of people who share a cell: 张三/李四. The name of an organisation is one. */
export const parseNames: Parse<string[]> = text => {
  const line = tidyText(text)
  if (ORGANISATION.test(line)) return accept([line])
  const names = line.split(/[/、,;|]+|\s{2,}/).map(name => name.trim())
  if (names.includes('') || names.length > MOST_TOGETHER) return refuse('names_unclear')
  return accept(names)
}

const parseWhole = parseDecimalText({ scale: 8, positive: true, max: '100' })

/** A share as people write it: `0.5`, `50%`, `1/2`; a bare number above 1 is a percentage. */
const parseShare: Parse<string> = text => {
  const tidy = tidyText(text)
  const fraction = /^(\d{1,3})\/(\d{1,3})$/.exec(tidy)
  if (fraction) {
    const [top, bottom] = [BigInt(fraction[1] ?? '0'), BigInt(fraction[2] ?? '0')]
    if (bottom === 0n || top === 0n || top > bottom) return refuse('share_invalid')
    return accept(decimals((top * 100_000_000n) / bottom))
  }
  const number = parseWhole(tidy.replace(/%$/, ''))
  if ('error' in number) return refuse('share_invalid')
  const [whole = '0', part = ''] = number.value.split('.')
  const scaled = BigInt(whole + part.padEnd(8, '0').slice(0, 8))
  const percent = tidy.endsWith('%') || scaled > 100_000_000n
  const share = percent ? scaled / 100n : scaled
  return share > 0n && share <= 100_000_000n ? accept(decimals(share)) : refuse('share_invalid')
}

function decimals(scaled: bigint): string {
  const text = scaled.toString().padStart(9, '0')
  return `${text.slice(0, -8)}.${text.slice(-8)}`.replace(/\.?0+$/, '')
}

/** One number for each of several names, in their order; for one name all of them. */
export function shareOut(row: RowReader, names: string[], values: string[], what: string): string[][] {
  if (names.length === 1) return [values]
  if (values.length === 0) return names.map(() => [])
  if (values.length === names.length) return values.map(value => [value])
  row.fail(what, 'names_numbers_unclear', { names: names.length, count: values.length })
  return names.map(() => [])
}

/** Numbers of ID cards or of organisations that share a cell. */
export const parseIds: Parse<string[]> = text => {
  const ids: string[] = []
  let warning: Extract<ReturnType<typeof parseIdNumber>, { value: unknown }>['warning']
  for (const part of tidyText(text).split(/[/、,;|]+/)) {
    const parsed = parseIdNumber(part)
    if ('error' in parsed) return parsed
    if (parsed.warning) warning = parsed.warning
    if (parsed.value !== null) ids.push(parsed.value)
  }
  return { value: ids, ...(warning ? { warning } : {}) }
}

function readPeople(row: RowReader, rooms: KnownRooms): PeopleProposal | null {
  const names = row.required('name', parseNames)
  const phones = row.optional('phones', parsePhones) ?? []
  const ids = row.optional('idNumber', parseIds) ?? []
  const sex = row.optional('sex', parseSex)
  const relation = row.optional('relation', parseRelation)
  const kind = row.optional('kind', parseKind) ?? (relation && relation !== 'self' ? 'family' : 'owner')
  const room = readRoom(row, rooms)
  const share = row.optional('share', parseShare)
  const fromOn = row.optional('fromOn', parseCivilDate)
  const toOn = row.optional('toOn', parseCivilDate)
  if (fromOn !== null && toOn !== null && toOn < fromOn) row.fail('toOn', 'dates_reversed', { from: fromOn, to: toOn })
  if (names === null) return null
  const phonesOf = shareOut(row, names, phones, 'phones')
  const idsOf = shareOut(row, names, ids, 'idNumber')
  if (names.length === 1 && ids.length > 1)
    row.fail('idNumber', 'names_numbers_unclear', { names: 1, count: ids.length })
  if (row.failed()) return null
  if (share !== null && kind !== 'owner') row.warn('share', 'share_unused')
  const people = names.map((name, index) => ({
    name,
    type: ORGANISATION.test(name) ? ('organisation' as const) : ('person' as const),
    sex: names.length === 1 ? sex : null,
    phones: phonesOf[index] ?? [],
    idNumber: idsOf[index]?.[0] ?? null,
  }))
  return {
    ...{ sheet: row.sheet, row: row.row, people, kind, room, fromOn, toOn },
    relation: relation === 'self' ? null : relation,
    share: kind === 'owner' && names.length === 1 ? share : null,
  }
}

/** People with their households; who stands in several rows is one person when name and phone, or name and ID number, agree. */
export async function planPeople(sheets: readonly StagedSheet[], problems: PlanNotes, rooms: KnownRooms) {
  const { proposals, count } = await planRows(sheets, PEOPLE, problems, row => readPeople(row, rooms))
  return { people: proposals, count }
}
