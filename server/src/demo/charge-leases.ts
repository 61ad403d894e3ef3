import { billing as contract } from '@anju/contract'
import { today } from '../platform/clock.ts'
import { inTransaction } from '../platform/db.ts'
import { addMonths } from '../platform/period.ts'
import { readStaff } from './demo-actors.ts'
import { callWithin } from './demo-call.ts'
import { communityIdsByCode, type DemoStep } from './demo-company.ts'

const COMPANY = 'anju'
const RULE = 'LJ'

/**
 * Whoever rents in 安居花园 pays for the waste: charged on the days of each lease, and ended with it. Next month's bills are the first. A second time
 * it changes nothing.
 */
export const chargeLeases: DemoStep = async ground => {
  if (ground.company.code !== COMPANY) return
  const manager = (await readStaff(ground))('manager')
  await inTransaction(ground.db, manager, async tx => {
    const communityId = (await communityIdsByCode(tx)).get('AJHY') ?? ''
    const { items } = await callWithin(tx, contract.listRules, manager, { communityId, limit: 100 })
    const ruleId = items.find(rule => rule.code === RULE)?.id
    if (!ruleId) return
    const known = await callWithin(tx, contract.listAssignments, manager, { communityId, ruleId, limit: 1 })
    if (known.total > 0) return
    await callWithin(
      tx,
      contract.assignRuleInBulk,
      manager,
      contract.assignRuleInBulk.body.parse({
        ...{ ruleId, filter: { uses: ['residential'], leases: true }, payBy: 'leaseholder' },
        startsOn: `${addMonths(today().slice(0, 7), 1)}-01`,
      }),
    )
  })
}
