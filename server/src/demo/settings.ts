import { tenantOf } from '../platform/actor.ts'
import { drawer } from '../platform/db.ts'
import { changeSetting } from '../platform/settings/change-setting.ts'
import { requireCommunity } from '../registry/index.ts'
import { readStaff } from './demo-actors.ts'
import { communityIdsByCode, type DemoGround } from './demo-company.ts'

const platform = drawer('platform')

/** What the first company has decided: orders are confirmed sooner by silence in one community, and files have less room. */
export async function seedSettings(ground: DemoGround): Promise<void> {
  if (ground.company.code !== 'anju') return
  const staff = await readStaff(ground)
  await ground.run(async tx => {
    const decided = await platform(tx)
      .selectFrom('platform.setting')
      .select('id')
      .where('tenantId', '=', tenantOf(ground.actor))
      .where('key', '=', 'platform.fileQuotaGb')
      .limit(1)
      .executeTakeFirst()
    if (decided) return
    const admin = staff('admin')
    const communityId = (await communityIdsByCode(tx)).get('AJHY')
    const decide = changeSetting({ requireCommunity })
    const asAdmin = { ...tx, actor: admin }
    await decide(asAdmin, admin, { key: 'platform.fileQuotaGb', value: 20, version: 0, reason: '按采购的存储容量' })
    const silence = { key: 'service-desk.silenceHours', communityId, reason: '业主委员会约定' }
    await decide(asAdmin, admin, { ...silence, value: 96, version: 0 })
    await decide(asAdmin, admin, { ...silence, value: 72, version: 1, reason: '改回公司统一时限' })
  })
}
