import { sql } from 'kysely'
import { ensureMeters, type MeterInput } from '../metering/index.ts'
import { tenantOf } from '../platform/actor.ts'
import { drawer } from '../platform/db.ts'
import { communityIdsByCode, type DemoStep } from './demo-company.ts'

const published = drawer('platform')

interface Home {
  id: string
  buildingCode: string
  unitCode: string
  code: string
}

const BASE = {
  ...{ name: '', parentCode: null, premisesId: null, place: '', multiplier: '1', digits: 5, decimals: 2 },
  ...{ initialReading: '0', verifiedUntil: null, deviceNo: '', collector: '', readBy: 'person' as const },
}
const WATER = { ...BASE, kind: 'water-cold' as const, brand: '宁波水表', model: 'LXS-20E', installedOn: '2022-03-15' }
const POWER = { ...BASE, kind: 'electricity' as const, brand: '威胜', model: 'DDS102', installedOn: '2022-03-15' }

/** Which communities of a company have meters, and of what. */
const METERED: Record<string, { code: string; kinds: readonly MeterInput['kind'][] }[] | undefined> = {
  anju: [
    { code: 'AJHY', kinds: ['water-cold', 'electricity'] },
    { code: 'HY', kinds: ['water-cold', 'electricity'] },
  ],
  linli: [{ code: 'LLJY', kinds: ['water-cold'] }],
}

/**
 * The meters of the garden and the courtyard: a master of water and of electricity, shared ones of each house, two of each home; those of water
 * alone for the neighbours. A second time nothing.
 */
export const seedMeters: DemoStep = ({ company, actor, run }) =>
  run(async tx => {
    const idByCode = await communityIdsByCode(tx)
    for (const { code, kinds } of METERED[company.code] ?? []) {
      const communityId = idByCode.get(code)
      if (!communityId) continue
      const { rows } = await sql<Home>`
      select p.id, p.building_code, p.unit_code, p.code from registry.public_premises p
      where p.tenant_id = ${tenantOf(actor)} and p.community_id = ${communityId} and p.use = 'residential' and p.ended_on is null
        and p.building_code is not null and p.unit_code is not null
      order by p.sort_key`.execute(published(tx))
      const meters = [...common(rows), ...rows.flatMap(ofHome)]
      await ensureMeters(
        tx,
        actor,
        communityId,
        meters.filter(meter => kinds.includes(meter.kind)),
      )
    }
  })

function common(homes: readonly Home[]): MeterInput[] {
  const masters: MeterInput[] = [
    {
      ...WATER,
      code: 'W-00',
      name: '小区进水总表',
      level: 'master',
      place: '地下水泵房',
      multiplier: '10',
      model: 'LXLC-100',
    },
    {
      ...POWER,
      code: 'D-00',
      name: '公用变压器总表',
      level: 'master',
      place: 'B1 配电房',
      multiplier: '40',
      model: 'DTSD341',
    },
  ]
  const houses = [...new Set(homes.map(home => home.buildingCode))]
  return [
    ...masters,
    ...houses.flatMap((house): MeterInput[] => [
      {
        ...{ ...WATER, code: `W-${house}`, name: `${house}栋单元总管`, level: 'shared', parentCode: 'W-00' },
        ...{ place: `${house}栋水表井`, verifiedUntil: house === '1' ? '2026-12-31' : '2028-03-14' },
      },
      {
        ...{ ...POWER, code: `D-${house}`, name: `${house}栋电梯与照明`, level: 'shared', parentCode: 'D-00' },
        ...{ place: `${house}栋首层电表箱`, multiplier: '20' },
      },
    ]),
  ]
}

function ofHome({ id, buildingCode, unitCode, code }: Home): MeterInput[] {
  const at = `${buildingCode}-${unitCode}-${code}`
  return [
    {
      ...{ ...WATER, code: `W-${at}`, level: 'household', parentCode: `W-${buildingCode}`, premisesId: id },
      ...{
        place: '厨房',
        readBy: 'device',
        deviceNo: `NB${buildingCode}${unitCode}${code}`,
        collector: `CJ-${buildingCode}`,
      },
    },
    { ...POWER, code: `D-${at}`, level: 'household', parentCode: 'D-00', premisesId: id, place: '楼层电井' },
  ]
}
