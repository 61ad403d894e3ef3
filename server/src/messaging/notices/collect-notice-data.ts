import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { AboutPerson, PersonalSection } from '../../platform/personal-data.ts'
import { messaging } from '../tables.ts'

/** The notices in a resident's inbox, newest first. */
export async function collectNoticeData(tx: Tx, actor: Actor, about: AboutPerson): Promise<PersonalSection[]> {
  if (about.accountId === null) return []
  const rows = await messaging(tx)
    .selectFrom('messaging.notice')
    .select(['at', 'kind', 'params', 'readAt'])
    .where('tenantId', '=', tenantOf(actor))
    .where('accountId', '=', about.accountId)
    .orderBy('at', 'desc')
    .limit(5000)
    .execute()
  return [
    {
      title: '站内消息',
      columns: ['时间', '种类', '内容', '阅读时间'],
      rows: rows.map(row => [
        row.at,
        row.kind,
        Object.values(row.params as Record<string, string>).join(' · '),
        row.readAt,
      ]),
    },
  ]
}
