import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { AboutPerson, PersonalSection } from '../../platform/personal-data.ts'
import { serviceDesk } from '../tables.ts'

/** The repairs that a person reported, newest first. */
export async function collectOrderData(tx: Tx, actor: Actor, about: AboutPerson): Promise<PersonalSection[]> {
  if (about.personIds.length === 0) return []
  const rows = await serviceDesk(tx)
    .selectFrom('serviceDesk.workOrder')
    .select(['number', 'place', 'description', 'reporterName', 'reportedAt', 'state', 'closedAt'])
    .where('tenantId', '=', tenantOf(actor))
    .where('reporterPersonId', 'in', [...about.personIds])
    .orderBy('reportedAt', 'desc')
    .limit(5000)
    .execute()
  return [
    {
      title: '报修',
      columns: ['工单号', '位置', '内容', '报修人', '时间', '状态', '关闭时间'],
      rows: rows.map(row => [
        ...[row.number, row.place, row.description, row.reporterName, row.reportedAt, row.state, row.closedAt],
      ]),
    },
  ]
}
