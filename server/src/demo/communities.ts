import { newId } from '../platform/ids.ts'
import { createCommunity } from '../registry/index.ts'
import { communityIdsByCode, type DemoStep } from './demo-company.ts'

const COMMUNITIES: Record<string, { code: string; name: string; address: string }[]> = {
  anju: [
    { code: 'AJHY', name: '安居花园', address: '深圳市南山区安居路 1 号' },
    { code: 'HY', name: '和园', address: '深圳市南山区和园路 8 号' },
    // Left empty, for trying the import.
    { code: 'XY', name: '新园', address: '深圳市南山区新园路 2 号' },
  ],
  linli: [{ code: 'LLJY', name: '邻里家园', address: '深圳市福田区邻里街 6 号' }],
}

/** The communities of the company. */
export const seedCommunities: DemoStep = ({ company, actor, run }) =>
  run(async tx => {
    const existing = await communityIdsByCode(tx)
    for (const community of COMMUNITIES[company.code] ?? [])
      if (!existing.has(community.code)) await createCommunity(tx, actor, { id: newId(), ...community })
  })
