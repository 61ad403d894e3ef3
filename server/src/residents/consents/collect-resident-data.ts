import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { AboutPerson, PersonalSection } from '../../platform/personal-data.ts'
import { residents } from '../tables.ts'

/** Applications and consents of a resident. */
export async function collectResidentData(tx: Tx, actor: Actor, about: AboutPerson): Promise<PersonalSection[]> {
  if (about.accountId === null) return []
  const applications = await residents(tx)
    .selectFrom('residents.application')
    .select(['label', 'applicantName', 'kind', 'note', 'state', 'createdAt', 'decidedAt', 'reason'])
    .where('tenantId', '=', tenantOf(actor))
    .where('accountId', '=', about.accountId)
    .orderBy('createdAt')
    .execute()
  const consents = await residents(tx)
    .selectFrom('residents.consent')
    .select(['purpose', 'version', 'decision', 'at', 'address'])
    .where('tenantId', '=', tenantOf(actor))
    .where('accountId', '=', about.accountId)
    .orderBy('at')
    .execute()
  return [
    {
      title: '入住申请',
      columns: ['房产', '姓名', '身份', '说明', '状态', '申请时间', '处理时间', '原因'],
      rows: applications.map(row => [
        ...[row.label, row.applicantName, row.kind, row.note, row.state, row.createdAt, row.decidedAt, row.reason],
      ]),
    },
    {
      title: '同意记录',
      columns: ['用途', '文本版本', '决定', '时间', '来源地址'],
      rows: consents.map(row => [row.purpose, row.version, row.decision, row.at, row.address]),
    },
  ]
}
