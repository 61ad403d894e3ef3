import { registry as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { countUpTo, findPage, type Keyset, keyset, pageOfRows } from '../../platform/page.ts'
import { blindIndex, maskIdNumber, maskPhone, unseal } from '../../platform/seal.ts'
import { startsWith } from '../../platform/starts-with.ts'
import { registry } from '../tables.ts'
import { emailIndexOf } from './contact-data.ts'
import { nameContains, peopleContaining } from './name-parts.ts'
import { isPhone, phoneIndexOf, tidyPhone } from './phone.ts'
import { pinyinOf } from './spelling.ts'

type Row = ResponseOf<typeof contract.listPeople>['items'][number]
type Input = RequestOf<typeof contract.listPeople>
type Filters = Omit<Input, 'limit' | 'cursor' | 'sort'>

const SORTS = {
  name: { by: sql`n.name_pinyin`, type: 'text' },
  createdAt: { by: sql`n.created_at`, type: 'timestamptz' },
} as const

/** People with their present households, masked. `text` is a name, pinyin, initials, a phone or its last four digits. */
export async function listPeople(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listPeople>,
): Promise<ResponseOf<typeof contract.listPeople>> {
  const keys = keyset(input, sql<string>`n.id`, SORTS, 'name')
  const { ids, total } = await (input.text ? findNamed : findInOrder)(tx, actor, input, keys)
  const { rows } = await sql<SealedPerson>`
    select ${shownOfPerson()} from registry.person n
    where n.tenant_id = ${tenantOf(actor)} and n.id = any(${ids.map(row => row.id)}::uuid[])`.execute(registry(tx))
  const shown = new Map(rows.map(row => [row.id, masked(row)]))
  const items = ids.flatMap(({ id, sortKey }) => {
    const row = shown.get(id)
    return row ? [{ ...row, sortKey }] : []
  })
  return pageOfRows(input, items, total, 'name')
}

/**
 * So many are called as a text says, or so few, that walking the list in its order, row by row, is the worst way to find a page (700 ms for `wang`
 * among 250,000): those that match are found first and sorted then.
 */
function findNamed(tx: Tx, actor: Actor, input: Input, keys: Keyset) {
  const { people, condition } = peopleNamed(input.text ?? '')
  const from = sql`${people} n where ${fits(actor, input)} and n.erased_on is null and ${condition}`
  return findPage(registry(tx), { tables: [], from, id: sql<string>`n.id` }, keys, input)
}

async function findInOrder(tx: Tx, actor: Actor, input: Input, keys: Keyset) {
  const people = sql`from registry.person n where ${fits(actor, input)}`
  const { rows: ids } = await sql<{ id: string; sortKey: string }>`
    select n.id, ${keys.key} as sort_key ${people} and ${keys.after} order by ${keys.order} limit ${input.limit + 1}`.execute(
    registry(tx),
  )
  return { ids, total: await countUpTo(registry(tx), sql`select n.id ${people}`) }
}

const KIND_WORDS: Record<Row['premises'][number]['kind'], string> = {
  owner: '业主',
  family: '家属',
  tenant: '租客',
  temporary: '临时',
}

/** The people list as a file, with the same filters, masked; the company's own fields stand in the last column. */
export const exportPeople = defineExport(contract.exportPeople, '业主', listTold, [
  { title: '小区', value: row => row.communities, width: 16 },
  { title: '姓名', value: row => row.name },
  { title: '客户性质', value: row => (row.type === 'person' ? '个人' : '单位') },
  { title: '手机号', value: row => row.phoneMasked, width: 16 },
  { title: '证件号', value: row => row.idNumberMasked, width: 22 },
  { title: '房产', value: row => row.premises.map(premises => premises.label).join('、'), width: 30 },
  { title: '住户类型', value: row => row.premises.map(premises => KIND_WORDS[premises.kind]).join('、') },
  { title: '标签', value: row => row.tags.map(tag => tag.name).join('、'), width: 20 },
  { title: '其他资料', value: row => row.told, width: 30 },
])

/** A page of people with what is said of them in the company's own fields, in words: 党员：是；入伙资料：齐全. */
async function listTold(tx: Tx, actor: Actor, input: RequestOf<typeof contract.listPeople>) {
  const page = await listPeople(tx, actor, input)
  const { rows } = await sql<{ personId: string; told: string }>`
    select v.person_id, string_agg(f.label || '：' || case when f.type <> 'yes-no' then v.value when v.value = 'yes' then '是' else '否' end, '；'
      order by f.position, f.label) as told
    from registry.person_field_value v join registry.custom_field f on f.tenant_id = v.tenant_id and f.id = v.field_id and f.archived_at is null
    where v.tenant_id = ${tenantOf(actor)} and v.person_id = any(${page.items.map(item => item.id)}::uuid[])
    group by v.person_id`.execute(registry(tx))
  const told = new Map(rows.map(row => [row.personId, row.told]))
  const names = await communitiesOf(
    tx,
    actor,
    page.items.flatMap(item => item.premises.map(premises => premises.id)),
  )
  const items = page.items.map(item => ({
    ...{ ...item, told: told.get(item.id) ?? '' },
    communities: communitiesText(item.premises.map(premises => names.get(premises.id) ?? '')),
  }))
  return { ...page, items }
}

/** The community of somebody's homes; of each of them in their order where they lie in several, so that an import tells them apart. */
function communitiesText(names: readonly string[]): string {
  return new Set(names).size === 1 ? (names[0] ?? '') : names.join('、')
}

async function communitiesOf(tx: Tx, actor: Actor, premisesIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select p.id, c.name from registry.premises p join registry.community c on c.tenant_id = p.tenant_id and c.id = p.community_id
    where p.tenant_id = ${tenantOf(actor)} and p.id = any(${premisesIds}::uuid[])`.execute(registry(tx))
  return new Map(rows.map(row => [row.id, row.name]))
}

/** Occupancies `o` of today. */
function presentToday() {
  return sql<SqlBool>`o.from_on <= ${today()}::date and (o.to_on is null or o.to_on >= ${today()}::date)`
}

/** The sealed primary phone of the person `n`. */
export const primaryPhone = sql<Buffer | null>`(select f.number_sealed from registry.person_phone f
  where f.tenant_id = n.tenant_id and f.person_id = n.id and f.is_primary)`

/** The tags of the person `n`. */
export const tagsOfPerson = sql<
  Row['tags']
>`(select coalesce(json_agg(json_build_object('id', t.id, 'name', t.name, 'colour', t.colour)
    order by t.name), '[]'::json)
  from registry.person_tag w join registry.tag t on t.tenant_id = w.tenant_id and t.id = w.tag_id
  where w.tenant_id = n.tenant_id and w.person_id = n.id)`

/** The households of the person `n` today. */
export function presentHouseholds() {
  return sql<
    Row['premises']
  >`(select coalesce(json_agg(json_build_object('id', p.id, 'label', p.label, 'kind', o.kind) order by p.label), '[]'::json)
    from registry.occupancy o join registry.premises p on p.tenant_id = o.tenant_id and p.id = o.premises_id
    where o.tenant_id = n.tenant_id and o.person_id = n.id and ${presentToday()})`
}

/** What a row of the list shows of the person `n`. */
function shownOfPerson(): RawBuilder<unknown> {
  return sql`n.id, n.type, n.name, n.sex, n.id_number_sealed, ${primaryPhone} as phone_sealed, ${presentHouseholds()} as premises,
    ${tagsOfPerson} as tags`
}

/** The filters besides the text, about people `n` alone. */
function fits(actor: Actor, filters: Filters): RawBuilder<SqlBool> {
  const { communityId, kind, type, tagId, has, presence, fieldId, fieldValue } = filters
  const conditions = [
    sql<SqlBool>`n.tenant_id = ${tenantOf(actor)} and n.merged_into is null`,
    ...(type ? [sql<SqlBool>`n.type = ${type}`] : []),
    ...(tagId
      ? [
          sql<SqlBool>`n.id in (select w.person_id from registry.person_tag w where w.tenant_id = platform.tenant_id() and w.tag_id = ${tagId})`,
        ]
      : []),
    ...(communityId ? [ofCommunity(communityId)] : []),
    ...(kind
      ? [
          sql<SqlBool>`n.id in (select o.person_id from registry.occupancy o where o.tenant_id = platform.tenant_id() and o.kind = ${kind}
            and ${presentToday()})`,
        ]
      : []),
    ...(fieldId ? [saysInField(fieldId, fieldValue)] : []),
    ...(has === undefined ? [] : [hasNumber(has)]),
    ...(presence === undefined ? [] : [isPresent(presence)]),
  ]
  return sql<SqlBool>`${sql.join(conditions, sql` and `)}`
}

/** Registered in a community, or with a household there at any time. */
function ofCommunity(communityId: string) {
  return sql<SqlBool>`(n.community_id = ${communityId} or n.id in (select o.person_id from registry.occupancy o
    where o.tenant_id = platform.tenant_id() and o.community_id = ${communityId}))`
}

/** Of whom something is said in a custom field: anything, or what begins with this. */
function saysInField(fieldId: string, value: string | undefined) {
  const holds = value ? startsWith(sql`v.value`, value) : sql<SqlBool>`true`
  return sql<SqlBool>`n.id in (select v.person_id from registry.person_field_value v where v.tenant_id = platform.tenant_id()
    and v.field_id = ${fieldId} and ${holds})`
}

function hasNumber(has: NonNullable<Filters['has']>) {
  const phone = sql<SqlBool>`exists (select 1 from registry.person_phone f where f.tenant_id = n.tenant_id and f.person_id = n.id)`
  if (has === 'phone') return phone
  if (has === 'no-phone') return sql<SqlBool>`not ${phone}`
  return has === 'id' ? sql<SqlBool>`n.id_number_index is not null` : sql<SqlBool>`n.id_number_index is null`
}

function isPresent(presence: NonNullable<Filters['presence']>) {
  const lives = (when: ReturnType<typeof presentToday>) =>
    sql<SqlBool>`exists (select 1 from registry.occupancy o where o.tenant_id = n.tenant_id and o.person_id = n.id and ${when})`
  const present = lives(presentToday())
  if (presence === 'present') return present
  const ever = lives(sql<SqlBool>`true`)
  return presence === 'never' ? sql<SqlBool>`not ${ever}` : sql<SqlBool>`(${ever} and not ${present})`
}

/** Whether a text names the person `n`. Phones are compared by their blind index. `whole`: also within a name, which no index serves. */
export function namesPerson(text: string, whole: boolean, most: number | null = null): RawBuilder<SqlBool> {
  const plain = text.normalize('NFKC').trim()
  return namedOtherwise(plain) ?? (whole ? nameContains(plain, most) : startsWith(sql`n.name`, plain))
}

/**
 * People whom a text names, as `from` with the alias `n` and its condition. By a part of a name they are the rows of its indexes, which know enough
 * for a list's order and filters: looked up again as people, the thousands of a surname would cost as much once more.
 */
export function peopleNamed(text: string): { people: RawBuilder<unknown>; condition: RawBuilder<SqlBool> } {
  const plain = text.normalize('NFKC').trim()
  const condition = namedOtherwise(plain)
  return condition === null
    ? { people: sql`(${peopleContaining(plain)})`, condition: sql<SqlBool>`true` }
    : { people: sql`registry.person`, condition }
}

/** By a number or a spelling; null where the text can only be part of a name. */
function namedOtherwise(plain: string): RawBuilder<SqlBool> | null {
  if (/^\d{4}$/.test(plain)) return hasPhone(sql`f.tail_index = ${blindIndex('phone-tail', plain)}`)
  if (isPhone(plain)) return hasPhone(sql`f.number_index = ${phoneIndexOf(tidyPhone(plain))}`)
  if (/^(\d{15}|[0-9A-Z]{17}[0-9A-Z])$/i.test(plain))
    return sql<SqlBool>`n.id_number_index = ${blindIndex('id-number', plain.toUpperCase())}`
  if (/^\S+@\S+\.\S+$/.test(plain)) return sql<SqlBool>`n.email_index = ${emailIndexOf(plain)}`
  const start = pinyinOf(plain)
  return start === null ? null : spelled(start)
}

const SPELLINGS = ['name_pinyin', 'name_initials', 'given_pinyin', 'last_pinyin', 'given_initials']

/** Whether the name of the person `n` is spelled so, from its beginning or from the given name on; each an index of its own. */
function spelled(start: string) {
  return sql<SqlBool>`(${sql.join(
    SPELLINGS.map(column => startsWith(sql.raw(`n.${column}`), start)),
    sql` or `,
  )})`
}

/** Any of the person's phones, found by index first. */
function hasPhone(condition: ReturnType<typeof sql>) {
  return sql<SqlBool>`n.id in (select f.person_id from registry.person_phone f where f.tenant_id = platform.tenant_id() and ${condition})`
}

interface SealedPerson {
  id: string
  type: string
  name: string
  sex: string | null
  phoneSealed: Buffer | null
  idNumberSealed: Buffer | null
  premises: Row['premises']
  tags: Row['tags']
}

/** A row as it is shown: numbers masked. */
export function masked(row: SealedPerson): Row {
  return {
    id: row.id,
    type: row.type as Row['type'],
    name: row.name,
    sex: row.sex as Row['sex'],
    phoneMasked: row.phoneSealed ? maskPhone(unseal(row.phoneSealed)) : null,
    idNumberMasked: row.idNumberSealed ? maskIdNumber(unseal(row.idNumberSealed)) : null,
    premises: row.premises,
    tags: row.tags,
  }
}
