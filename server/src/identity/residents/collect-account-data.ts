import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { AboutPerson, PersonalSection } from '../../platform/personal-data.ts'
import { unseal } from '../../platform/seal.ts'
import { identity } from '../tables.ts'

const NOBODY = '00000000-0000-0000-0000-000000000000'

/** The resident account of a person and where it was signed in. */
export async function collectAccountData(tx: Tx, actor: Actor, about: AboutPerson): Promise<PersonalSection[]> {
  const accounts = await identity(tx)
    .selectFrom('identity.residentAccount')
    .select(['id', 'name', 'phoneSealed', 'createdAt', 'lastSignInAt'])
    .where('tenantId', '=', tenantOf(actor))
    .where(eb =>
      eb.or([
        eb('id', '=', about.accountId),
        eb('personId', 'in', about.personIds.length === 0 ? [NOBODY] : [...about.personIds]),
      ]),
    )
    .execute()
  const ids = accounts.map(account => account.id)
  const sessions =
    ids.length === 0
      ? []
      : await identity(tx)
          .selectFrom('identity.session')
          .select(['startedAt', 'lastSeenAt', 'endedAt', 'address', 'device'])
          .where('tenantId', '=', tenantOf(actor))
          .where('accountId', 'in', ids)
          .orderBy('startedAt', 'desc')
          .limit(1000)
          .execute()
  return [
    {
      title: '账号',
      columns: ['姓名', '手机号', '开通时间', '上次登录'],
      rows: accounts.map(({ name, phoneSealed, createdAt, lastSignInAt }) => [
        name,
        phoneSealed ? unseal(phoneSealed) : null,
        createdAt,
        lastSignInAt,
      ]),
    },
    {
      title: '登录记录',
      columns: ['登录时间', '最近使用', '结束时间', '来源地址', '设备'],
      rows: sessions.map(row => [row.startedAt, row.lastSeenAt, row.endedAt, row.address, row.device]),
    },
  ]
}
