import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { exportTable } from '../../platform/export-table.ts'
import type { FileAnswer } from '../../platform/module.ts'
import { keyset, pageOfRows } from '../../platform/page.ts'
import { blindIndex, maskIdNumber, maskPhone, unseal } from '../../platform/seal.ts'
import { likeText, startsWith } from '../../platform/starts-with.ts'
import { occupanciesOf } from '../occupancies/occupancy-view.ts'
import { registry } from '../tables.ts'

type Row = ResponseOf<typeof contract.listPeople>['items'][number]
type Filters = Omit<RequestOf<typeof contract.listPeople>, 'limit' | 'cursor' | 'sort'>

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
  const rows = await filtered(tx, actor, input)
    .select(keys.key.as('sortKey'))
    .where(keys.after)
    .orderBy(keys.order)
    .limit(input.limit + 1)
    .execute()
  const { count } = await filtered(tx, actor, input)
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return pageOfRows(
    input,
    rows.map(row => ({ ...masked(row), sortKey: row.sortKey })),
    count,
    'name',
  )
}

function filtered(tx: Tx, actor: Actor, filters: Filters) {
  const present = sql`o.from_on <= ${today()}::date and (o.to_on is null or o.to_on >= ${today()}::date)`
  return registry(tx)
    .selectFrom('registry.person as n')
    .select(['n.id', 'n.name', 'n.sex', 'n.phoneSealed', 'n.idNumberSealed'])
    .select(
      sql<
        Row['premises']
      >`(select coalesce(json_agg(json_build_object('id', p.id, 'label', p.label, 'kind', o.kind) order by p.label), '[]'::json)
        from registry.occupancy o join registry.premises p on p.tenant_id = o.tenant_id and p.id = o.premises_id
        where o.tenant_id = n.tenant_id and o.person_id = n.id and ${present})`.as('premises'),
    )
    .where('n.tenantId', '=', tenantOf(actor))
    .$if(Boolean(filters.text), query => query.where(namesPerson(filters.text ?? '', true)))
    .$if(Boolean(filters.communityId), query =>
      query.where(
        sql<SqlBool>`(n.community_id = ${filters.communityId} or exists (select 1 from registry.occupancy o where o.tenant_id = n.tenant_id
          and o.person_id = n.id and o.community_id = ${filters.communityId}))`,
      ),
    )
    .$if(Boolean(filters.kind), query =>
      query.where(
        sql<SqlBool>`exists (select 1 from registry.occupancy o where o.tenant_id = n.tenant_id and o.person_id = n.id and o.kind = ${filters.kind} and ${present})`,
      ),
    )
}

/** Whether a text names the person `n`. Phones are compared by their blind index. `whole`: also within a name, which no index serves. */
export function namesPerson(text: string, whole: boolean) {
  const plain = text.normalize('NFKC').trim()
  if (/^\d{4}$/.test(plain)) return sql<SqlBool>`n.phone_tail_index = ${blindIndex('phone-tail', plain)}`
  if (/^\d{11}$/.test(plain)) return sql<SqlBool>`n.phone_index = ${blindIndex('phone', plain)}`
  if (/^\d{17}[\dXx]$/.test(plain))
    return sql<SqlBool>`n.id_number_index = ${blindIndex('id-number', plain.toUpperCase())}`
  if (/^[a-z]+$/i.test(plain)) {
    const start = plain.toLowerCase()
    return sql<SqlBool>`(${startsWith(sql`n.name_pinyin`, start)} or ${startsWith(sql`n.name_initials`, start)})`
  }
  return whole ? sql<SqlBool>`n.name ilike ${`%${likeText(plain)}%`}` : startsWith(sql`n.name`, plain)
}

interface SealedPerson {
  id: string
  name: string
  sex: string | null
  phoneSealed: Buffer | null
  idNumberSealed: Buffer | null
  premises: Row['premises']
}

function masked(row: SealedPerson): Row {
  return {
    id: row.id,
    name: row.name,
    sex: row.sex as Row['sex'],
    phoneMasked: row.phoneSealed ? maskPhone(unseal(row.phoneSealed)) : null,
    idNumberMasked: row.idNumberSealed ? maskIdNumber(unseal(row.idNumberSealed)) : null,
    premises: row.premises,
  }
}

/** The people list as a file, with the same filters, masked. */
export async function exportPeople(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.exportPeople>,
): Promise<FileAnswer> {
  const rows = await filtered(tx, actor, input).orderBy('n.namePinyin').limit(50_001).execute()
  return exportTable('业主', input.format, rows.map(masked), [
    { title: '姓名', value: row => row.name },
    { title: '手机号', value: row => row.phoneMasked, width: 16 },
    { title: '证件号', value: row => row.idNumberMasked, width: 22 },
    { title: '房产', value: row => row.premises.map(premises => premises.label).join('、'), width: 30 },
  ])
}

/** One person, masked, with households over time. */
export async function readPerson(
  tx: Tx,
  actor: Actor,
  input: { personId: string },
): Promise<ResponseOf<typeof contract.readPerson>> {
  const row = await filtered(tx, actor, {}).where('n.id', '=', input.personId).executeTakeFirst()
  if (!row) throw refuse.notFound()
  return { ...masked(row), occupancies: await occupanciesOf(tx, actor, { personId: input.personId }) }
}
