import { ensureStaff } from '../identity/index.ts'
import { communityIdsByCode, type DemoStep } from './demo-company.ts'

/** The accounts shown on the sign-in pages. */
export const seedStaff: DemoStep = ({ company, actor, run }) =>
  run(async tx => {
    const communities = await communityIdsByCode(tx)
    for (const { userName, name, password, role, communities: codes } of company.staff) {
      const communityIds = codes?.flatMap(code => communities.get(code) ?? []) ?? null
      await ensureStaff(tx, actor, { userName, name, password, roleCode: role, communityIds })
    }
  })
