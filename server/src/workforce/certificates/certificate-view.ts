import { workforce as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { keyset, pageOfRows, pageRows, type SortColumn } from '../../platform/page.ts'
import { addDays, daysBetween } from '../../platform/period.ts'
import { workforce } from '../tables.ts'

type Row = ResponseOf<typeof contract.listCertificates>['items'][number]
type Filters = Omit<RequestOf<typeof contract.listCertificates>, 'limit' | 'cursor' | 'sort'>

const SORTS: Record<string, SortColumn> = {
  validUntil: { by: sql`coalesce(c.valid_until, '9999-12-31')`, type: 'date' },
  employeeName: { by: sql`e.name_pinyin`, type: 'text' },
}

/** Certificates of who is employed, the soonest to expire first. */
export async function listCertificates(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listCertificates>,
): Promise<ResponseOf<typeof contract.listCertificates>> {
  const keys = keyset(input, sql<string>`c.id`, SORTS, 'validUntil')
  const rows = await pageRows(withColumns(matching(tx, actor, input)), keys, input)
  const { count } = await matching(tx, actor, input)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return pageOfRows(
    input,
    rows.map(row => ({ ...row, daysLeft: daysLeftOf(row.validUntil) })),
    count,
    'validUntil',
  )
}

/** The certificate list as a file, with the same filters. */
export const exportCertificates = defineExport(contract.exportCertificates, '证书', listCertificates, [
  { title: '姓名', value: row => row.employeeName },
  { title: '部门', value: row => row.teamName, width: 18 },
  { title: '证书', value: row => row.title, width: 22 },
  { title: '编号', value: row => row.number, width: 22 },
  { title: '有效期至', value: row => row.validUntil, format: 'date' },
  { title: '剩余天数', value: row => daysLeftOf(row.validUntil), format: 'integer' },
])

function daysLeftOf(validUntil: string | null): number | null {
  return validUntil === null ? null : daysBetween(today(), validUntil)
}

function matching(tx: Tx, actor: Actor, { communityId, kind, withinDays }: Filters) {
  return workforce(tx)
    .selectFrom('workforce.certificate as c')
    .innerJoin('workforce.employee as e', join =>
      join.onRef('e.tenantId', '=', 'c.tenantId').onRef('e.id', '=', 'c.employeeId'),
    )
    .innerJoin('workforce.team as t', join =>
      join.onRef('t.tenantId', '=', 'e.tenantId').onRef('t.id', '=', 'e.teamId'),
    )
    .where('c.tenantId', '=', tenantOf(actor))
    .where('c.removedAt', 'is', null)
    .where(sql<SqlBool>`(e.employed_to is null or e.employed_to >= ${today()}::date)`)
    .$if(communityId !== undefined, query => query.where('c.communityId', '=', communityId ?? ''))
    .$if(kind !== undefined, query => query.where('c.kind', '=', kind ?? ''))
    .$if(withinDays !== undefined, query => query.where('c.validUntil', '<=', addDays(today(), withinDays ?? 0)))
}

function withColumns(query: ReturnType<typeof matching>) {
  return query
    .select([
      'c.id',
      'c.employeeId',
      'e.name as employeeName',
      't.name as teamName',
      'c.title',
      'c.number',
      'c.validUntil',
    ])
    .select(sql<Row['kind']>`c.kind`.as('kind'))
}
