import { analytics as contract } from '@anju/contract'
import { sql } from 'kysely'
import { tenantOf } from '../../platform/actor.ts'
import type { FaceOf } from '../../platform/exports/define-export.ts'
import { analytics } from '../tables.ts'

interface Filters {
  communityId?: string | undefined
  buildingId?: string | undefined
  itemId?: string | undefined
}

interface Words {
  /** Whether the months are those of the charges, or those in which something happened. */
  months?: 'charged' | 'moved'
  /** Other filters in words. */
  more?: (filters: Record<string, unknown>) => readonly string[]
}

/**
 * What stands over the rows of a report in its workbook: what it is called, of which community, months, day and filters, and its formulas;
 * under them the sums, as the report answers them.
 */
export function reportFace(
  name: string,
  report: contract.ReportName | ((filters: Record<string, unknown>) => contract.ReportName),
  { months = 'charged', more = () => [] }: Words = {},
): FaceOf<Filters> {
  return async (tx, actor, filters, { from, to, asOf, sums }) => {
    const [tenantId, { communityId, buildingId, itemId }] = [tenantOf(actor), filters]
    const { rows } = await sql<{ community: string | null; building: string | null; item: string | null }>`
      select (select c.name from registry.public_community c where c.tenant_id = ${tenantId}::uuid and c.id = ${communityId ?? null}::uuid) as community,
        (select p.building_name from registry.public_premises p
          where p.tenant_id = ${tenantId}::uuid and p.building_id::text = ${buildingId ?? null} limit 1) as building,
        (select i.name from billing.public_charge_item i where i.tenant_id = ${tenantId}::uuid and i.id = ${itemId ?? null}::uuid) as item`.execute(
      analytics(tx),
    )
    const [names] = rows
    const formulas =
      contract.REPORT_FORMULAS[typeof report === 'string' ? report : report(filters as Record<string, unknown>)]
    const above = [
      name,
      `小区：${names?.community ?? '全部'}`,
      ...(from && to ? [`${months === 'charged' ? '费用所属期' : '发生月份'}：${from} 至 ${to}`] : []),
      ...(asOf ? [`截至：${asOf}`] : []),
      ...(buildingId ? [`楼栋：${names?.building ?? '楼栋外'}`] : []),
      ...(itemId ? [`收费项目：${names?.item ?? ''}`] : []),
      ...more(filters as Record<string, unknown>),
      ...formulas.map(({ term, formula }) => `口径 · ${term['zh-CN']}：${formula['zh-CN']}`),
    ]
    return { above, sums: sums ?? null }
  }
}
