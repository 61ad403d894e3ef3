import type { StagedSheet } from '../workbook/mapping.ts'
import { parseCivilDate } from '../workbook/parse-date.ts'
import { parseIdNumber, parsePhones } from '../workbook/parse-person.ts'
import { parseChoice } from '../workbook/parse-words.ts'
import { accept, type Parse, refuse, tidyText } from '../workbook/parsed.ts'
import { type PlanNotes, planRows, type RowReader } from '../workbook/sheet-plan.ts'
import { COMMUNITY_FIELD, field, type KindDefinition, type SourceRow } from './kind.ts'
import { type KnownRooms, PLACE_FIELDS, type RoomKey, readRooms, roomKeyText, roomWords } from './room-ref.ts'
import { type Fraction, fractionOf, settleShares, sharesOfRow } from './shares.ts'

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
  /** Further homes of the same row. */
  elsewhere: { room: RoomKey; kind: OccupantKind }[]
  /** Of each of the people, as written. */
  written: (Fraction | null)[]
  /** Of each of the people: decimal text, 0 … 1. */
  shares: (string | null)[]
  fromOn: string | null
  toOn: string | null
}

export const PEOPLE: KindDefinition = {
  kind: 'people',
  label: { 'zh-CN': '业主资料', en: 'People and households' },
  fields: [
    field('name', '姓名', 'Name', {
      required: true,
      headings: ['业主姓名', '住户姓名', '业主名称', '产权人', '客户名称', '住户', '业主'],
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
    field('type', '客户性质', 'Type', { extra: true, headings: ['客户类别'] }),
    // Of our own list: known, so that it goes in again as it is.
    COMMUNITY_FIELD,
    field('tags', '标签（不导入）', 'Tags', { extra: true, headings: ['标签'] }),
    field('told', '其他资料（不导入）', 'Other facts', { extra: true, headings: ['其他资料'] }),
  ],
}

const parseSex = parseChoice({ male: ['男', 'male', 'm'], female: ['女', 'female', 'f'] })
const parseKind = parseChoice<OccupantKind>({
  owner: ['业主', '户主', '产权人', '房东', 'owner', '1001'],
  family: ['家庭成员', '家属', '亲属', '成员', 'family', '1002'],
  tenant: ['租客', '租户', '承租人', '房屋租客', 'tenant', '1003'],
  temporary: ['临时人员', '临时', '借住', 'temporary', '1004'],
})
const parseType = parseChoice<NamedPerson['type']>({
  person: ['个人', '自然人', '私人'],
  organisation: ['单位', '企业', '公司', '法人', '组织', '个体户', '个体工商户'],
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

/** A name that is padded to the width of others: 李  四. */
const PADDED = /^\p{Script=Han}(?:\s+\p{Script=Han}{1,2}|(?:\s+\p{Script=Han}){2})$/u
const SPACED = /\p{Script=Han}\s+\p{Script=Han}|\s{2}/u
const joined = (name: string) => (PADDED.test(name) ? name.replace(/\s+/g, '') : name.replace(/\s+/g, ' '))

/**
 * Names of people who share a cell: 张三/李四. The name of an organisation is one. Blanks alone part names only where the row has
 * as many numbers, `numbers` of phones or of ID cards; else they are told, and the name is one.
 */
export function parseNames(numbers: readonly number[]): Parse<string[]> {
  return text => {
    const line = tidyText(text)
    if (ORGANISATION.test(line)) return accept([line])
    const parts = line.split(/[/、,;|]+/).map(name => name.trim())
    const whole = parts.map(part => (PADDED.test(part) ? joined(part) : part))
    const apart = whole.flatMap(part => part.split(/\s{2,}/))
    const isSeveral = apart.length > whole.length && numbers.includes(apart.length)
    const names = (isSeveral ? apart : whole).map(joined)
    if (names.includes('') || names.length > MOST_TOGETHER) return refuse('names_unclear')
    return !isSeveral && whole.some(part => SPACED.test(part)) ? accept(names, 'name_spaced') : accept(names)
  }
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

/** As what somebody lives in each of several homes: `业主、租客` in their order, or one word for all. */
function readKinds(row: RowReader, homes: number): OccupantKind[] {
  const words = tidyText(row.text('kind')).split(/[、,;|]+/)
  if (words.length < 2 || words.length !== homes) return [row.optional('kind', parseKind)].filter(kind => kind !== null)
  const kinds = words.map(word => parseKind(word))
  const wrong = kinds.find(parsed => 'error' in parsed)
  if (wrong && 'error' in wrong) row.fail('kind', wrong.error.code, wrong.error.params)
  return kinds.flatMap(parsed => ('value' in parsed ? [parsed.value] : []))
}

/** Numbers with their middle hidden, as our own lists show them. */
function maskedField(row: RowReader): string | undefined {
  return ['phones', 'idNumber'].find(name => /\*{2,}/.test(tidyText(row.text(name))))
}

function readPeople(row: RowReader, rooms: KnownRooms): PeopleProposal | null {
  const masked = maskedField(row)
  if (masked) {
    row.skip(masked, 'number_masked')
    return null
  }
  const phones = row.optional('phones', parsePhones) ?? []
  const ids = row.optional('idNumber', parseIds) ?? []
  const names = row.required('name', parseNames([phones.length, ids.length]))
  const sex = row.optional('sex', parseSex)
  const type = row.optional('type', parseType)
  const relation = row.optional('relation', parseRelation)
  const named = readRooms(row, rooms)
  const kinds = readKinds(row, named.length)
  const usual = kinds[0] ?? (relation && relation !== 'self' ? 'family' : 'owner')
  const homes = named.flatMap((room, index) => (room ? [{ room, kind: kinds[index] ?? usual }] : []))
  const kind = homes[0]?.kind ?? usual
  const fromOn = row.optional('fromOn', parseCivilDate)
  const toOn = row.optional('toOn', parseCivilDate)
  if (fromOn !== null && toOn !== null && toOn < fromOn) row.fail('toOn', 'dates_reversed', { from: fromOn, to: toOn })
  if (names === null) return null
  const written = sharesOfRow(row, names.length)
  const phonesOf = shareOut(row, names, phones, 'phones')
  const idsOf = shareOut(row, names, ids, 'idNumber')
  if (names.length === 1 && ids.length > 1)
    row.fail('idNumber', 'names_numbers_unclear', { names: 1, count: ids.length })
  if (homes.length > 1 && written.some(share => share !== null)) row.fail('share', 'rooms_shares_unclear')
  if (row.failed()) return null
  if (homes.length + phones.length + ids.length === 0) {
    row.skip('name', 'person_unfindable')
    return null
  }
  if (written.some(share => share !== null) && kind !== 'owner') row.warn('share', 'share_unused')
  const owned = kind === 'owner' ? written : names.map(() => null)
  const people = names.map((name, index) => ({
    name,
    type: type ?? (ORGANISATION.test(name) ? ('organisation' as const) : ('person' as const)),
    sex: names.length === 1 ? sex : null,
    phones: phonesOf[index] ?? [],
    idNumber: idsOf[index]?.[0] ?? null,
  }))
  const [first, ...elsewhere] = homes
  return {
    ...{ sheet: row.sheet, row: row.row, people, kind, room: first?.room ?? null, elsewhere, fromOn, toOn },
    relation: relation === 'self' ? null : relation,
    ...{ written: owned, shares: owned.map(() => null) },
  }
}

/** Shares that owners have of a home already, by `roomKeyText`. */
export type KnownShares = ReadonlyMap<string, readonly { name: string; share: string; toOn: string | null }[]>

type Read = { proposal: PeopleProposal; row: RowReader }

/**
 * The shares of the owners of each home, of one time: those who are there, or who left on one day. What makes the whole as written does so to the last
 * decimal; what does not is told, and above the whole it is refused.
 */
function addUpShares(read: readonly Read[], known: KnownShares): void {
  const owners = read.filter(({ proposal: { kind, room } }) => kind === 'owner' && room !== null)
  const groups = Map.groupBy(
    owners,
    ({ proposal: { room, toOn } }) => `${room ? roomKeyText(room) : ''}\n${toOn ?? ''}`,
  )
  for (const group of groups.values()) {
    const owned = ownersOf(group)
    const written = [...new Set(owned)].map(owner => owner.share)
    const last = group.findLast(({ proposal }) => proposal.written.some(share => share !== null))
    const { room, toOn } = last?.proposal ?? {}
    if (!last || !room) continue
    const names = new Set(group.flatMap(({ proposal }) => proposal.people.map(person => person.name)))
    const others = (known.get(roomKeyText(room)) ?? []).filter(one => one.toOn === toOn && !names.has(one.name))
    const settled = settleShares(
      written,
      others.map(other => fractionOf(other.share)),
    )
    const shareOf = new Map([...new Set(owned)].map((owner, index) => [owner, settled.shares[index] ?? null]))
    let at = 0
    for (const { proposal } of group) {
      proposal.shares = proposal.people.map((_, index) => shareOf.get(owned[at + index] as OneOwner) ?? null)
      at += proposal.people.length
    }
    if (settled.whole && written.every(share => share !== null)) continue
    // Of who has left, others may have stayed.
    if (!settled.exceeds && toOn) continue
    const place = roomWords(room)
    if (settled.exceeds) last.row.fail('share', 'shares_exceed', { room: place, total: settled.total })
    else if (settled.whole) last.row.warn('share', 'shares_missing', { room: place })
    else last.row.warn('share', 'shares_not_whole', { room: place, total: settled.total })
  }
}

type OneOwner = { share: Fraction | null; row: number; people: NamedPerson[] }

/**
 * Who owns a home, for each person of its rows in their order: somebody who stands in several rows is the same owner, with one share.
 * Two shares of one are refused.
 */
function ownersOf(group: readonly Read[]): OneOwner[] {
  const owners: OneOwner[] = []
  return group.flatMap(({ proposal, row }) =>
    proposal.people.map((person, index) => {
      const share = proposal.written[index] ?? null
      const known = owners.find(owner => owner.people.some(other => isSame(other, person)))
      if (!known) {
        const owner = { share, row: row.row, people: [person] }
        owners.push(owner)
        return owner
      }
      known.people.push(person)
      if (share && known.share && share.top * known.share.bottom !== known.share.top * share.bottom)
        row.fail('share', 'share_differs', { row: known.row })
      known.share ??= share
      return known
    }),
  )
}

/** In one home: the same name, and not another phone or ID number. */
function isSame(a: NamedPerson, b: NamedPerson): boolean {
  if (a.name !== b.name) return false
  if (a.idNumber && b.idNumber) return a.idNumber === b.idNumber
  if (a.phones.length > 0 && b.phones.length > 0) return a.phones.some(phone => b.phones.includes(phone))
  return true
}

/** People with their households; who stands in several rows is one person when name and phone, or name and ID number, agree. */
export async function planPeople(
  sheets: readonly StagedSheet[],
  problems: PlanNotes,
  rooms: KnownRooms,
  known: KnownShares = new Map(),
) {
  const read: Read[] = []
  const { proposals, count } = await planRows(sheets, PEOPLE, problems, row => {
    const proposal = readPeople(row, rooms)
    if (proposal) read.push({ proposal, row })
    return proposal
  })
  addUpShares(read, known)
  const wrong = new Set(read.flatMap(({ proposal, row }) => (row.failed() ? [proposal] : [])))
  count.ok -= wrong.size
  count.rejected += wrong.size
  const rowOf = new Map(read.map(({ proposal, row }) => [proposal, row]))
  return { people: proposals.filter(proposal => !wrong.has(proposal)), count, rowOf }
}
