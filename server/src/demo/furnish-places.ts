import { registry } from '@anju/contract'
import sharp from 'sharp'
import { type Actor, tenantOf } from '../platform/actor.ts'
import { drawer } from '../platform/db.ts'
import { storeFile } from '../platform/files/store-file.ts'
import type { Calendar } from './calendar.ts'
import { call } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'
import { demoId } from './demo-id.ts'
import { paperDrawing } from './drawings.ts'
import { uploadDoor } from './photographs.ts'
import { BUILDING_FACTS, COMMUNITY_FACTS, PAPERS, SCHOOLS } from './place-words.ts'

const published = drawer('platform')

interface Furnishing {
  ground: DemoGround
  admin: Actor
  communityId: string
  calendar: Calendar
}

/** What is known of communities, houses and rooms besides who lives there: facts, position, papers, a merge and a split, news of states. */
export async function furnishPlaces(
  ground: DemoGround,
  admin: Actor,
  communityId: string,
  calendar: Calendar,
): Promise<void> {
  const furnishing = { ground, admin, communityId, calendar }
  await describeCommunities(furnishing)
  await describeBuildings(furnishing)
  const rooms = await readRooms(furnishing)
  await putPapers(furnishing, rooms)
  if (rooms.has('1栋储04室')) {
    await fillFields(furnishing, rooms)
    await measureAnew(furnishing, rooms)
    await changeStates(furnishing)
    await mergeAndSplit(furnishing, rooms)
  }
}

async function describeCommunities({ ground, admin }: Furnishing): Promise<void> {
  const { items } = await call(ground, registry.listCommunities, admin, {})
  for (const { id, code } of items) {
    const facts = COMMUNITY_FACTS[code]
    const now = await call(ground, registry.readCommunity, admin, { communityId: id })
    if (!facts || now.developer !== '') continue
    const { name, address, state, version } = now
    await call(ground, registry.editCommunity, admin, {
      ...{ communityId: id, code, name, address, state, version, note: '', ...facts },
    })
  }
}

async function describeBuildings({ ground, admin, communityId }: Furnishing): Promise<void> {
  const { code: ofCommunity } = await call(ground, registry.readCommunity, admin, { communityId })
  const { buildings } = await call(ground, registry.communityTree, admin, { communityId })
  for (const building of buildings) {
    const facts = BUILDING_FACTS[`${ofCommunity} ${building.code}`]
    if (!facts || building.builtYear !== null) continue
    const { id: buildingId, code, version } = building
    await call(ground, registry.editBuilding, admin, { buildingId, code, version, name: '', ...facts })
  }
}

/** The rooms of the community that have not ended, by label. */
async function readRooms({ ground, communityId }: Furnishing): Promise<Map<string, string>> {
  const rows = await ground.run(tx =>
    published(tx)
      .selectFrom('registry.publicPremises')
      .select(['id', 'label'])
      .where('tenantId', '=', tenantOf(ground.actor))
      .where('communityId', '=', communityId)
      .where('endedOn', 'is', null)
      .execute(),
  )
  return new Map(rows.map(row => [row.label ?? '', row.id ?? '']))
}

/** Papers of some homes and of the community, as pictures of sheets. */
async function putPapers({ ground, admin, communityId, calendar }: Furnishing, rooms: Map<string, string>) {
  const { total } = await call(ground, registry.listPlaceDocuments, admin, { communityId, limit: 1 })
  if (total > 0) return
  const sheets = new Map<boolean, Buffer>()
  for (const stamped of [true, false])
    sheets.set(
      stamped,
      await sharp(Buffer.from(paperDrawing(stamped)))
        .jpeg({ quality: 80 })
        .toBuffer(),
    )
  for (const paper of PAPERS) {
    const premisesId = paper.room === null ? null : rooms.get(paper.room)
    if (premisesId === undefined) continue
    const name = `${communityId} ${paper.room ?? ''} ${paper.title}`
    const fileId = demoId(tenantOf(admin), `paper ${name}`, calendar.endsAt)
    const sheet = sheets.get(paper.kind !== 'drawing')
    if (!sheet) continue
    await storeFile(uploadDoor(ground, sheet), admin, { fileId, name: `${paper.title}.jpg`, purpose: 'photo' })
    await call(ground, registry.addPlaceDocument, admin, {
      ...{ id: demoId(tenantOf(admin), name, calendar.endsAt), communityId, premisesId, fileId, filePurpose: 'photo' },
      ...{ kind: paper.kind, title: paper.title, number: paper.number ?? '', note: paper.note ?? '' },
      datedOn: paper.daysAgo === undefined ? null : calendar.dayAgo(paper.daysAgo),
      validUntil: paper.validDays === undefined ? null : calendar.dayAgo(-paper.validDays),
    })
  }
}

/** What the company asks of its premises besides: the school of the district, how far the title deed is. */
async function fillFields({ ground, admin }: Furnishing, rooms: Map<string, string>): Promise<void> {
  const { items } = await call(ground, registry.listCustomFields, admin, { subject: 'premises' })
  const fieldOf = (label: string) => items.find(item => item.label === label)?.id
  const [school, deed] = [fieldOf('学区'), fieldOf('产权证')]
  if (!school || !deed) return
  const homes = [...rooms].filter(([label]) => /^\d栋1单元[1-4]0\d室$/.test(label)).sort()
  for (const [index, [label, premisesId]] of homes.entries()) {
    const said = await call(ground, registry.readPremisesFields, admin, { premisesId })
    if (said.items.some(item => item.version > 0)) continue
    await call(ground, registry.setPremisesFields, admin, {
      premisesId,
      values: [
        { fieldId: school, value: SCHOOLS[Number(label[0]) % SCHOOLS.length] ?? '', version: 0 },
        { fieldId: deed, value: index % 7 === 3 ? '办理中' : index % 11 === 5 ? '未办理' : '已办理', version: 0 },
      ],
    })
  }
}

/** Two homes were measured anew: from the next month on another area holds. */
async function measureAnew({ ground, admin, calendar }: Furnishing, rooms: Map<string, string>): Promise<void> {
  const fromOn = `${calendar.month(1)}-01`
  for (const [label, areaM2, innerAreaM2] of [
    ['3栋1单元502室', '127.35', '100.61'],
    ['5栋2单元301室', '75.92', '59.98'],
  ] as const) {
    const premisesId = rooms.get(label)
    if (!premisesId) continue
    const { version, areas } = await call(ground, registry.readPremises, admin, { premisesId })
    if (areas.some(area => area.fromOn === fromOn)) continue
    const note = '实测报告与合同面积不一致，业主书面确认'
    const area = { areaM2, innerAreaM2, sharedAreaM2: null, note }
    await call(ground, registry.setPremisesArea, admin, { premisesId, fromOn, version, ...area })
  }
}

/** Of late some owners began to decorate, and some finished. */
async function changeStates({ ground, admin, communityId, calendar }: Furnishing): Promise<void> {
  for (const [from, to, daysAgo, reason, most] of [
    ['handed-over', 'decorating', 16, '装修申请已备案', 3],
    ['decorating', 'vacant', 6, '装修完工，验收合格', 2],
  ] as const) {
    const query = { communityId, state: from, use: 'residential', limit: 50 } as const
    const { items } = await call(ground, registry.listPremises, admin, query)
    for (const { id: premisesId } of items.slice(-most)) {
      const { version, states } = await call(ground, registry.readPremises, admin, { premisesId })
      const fromOn = calendar.dayAgo(daysAgo)
      if ((states[0]?.fromOn ?? '') >= calendar.dayAgo(30)) continue
      const change = { state: to, fromOn, reason, correction: false }
      await call(ground, registry.changePremisesState, admin, { premisesId, version, ...change })
    }
  }
}

const TERMS = { carryOccupancies: true, carryAliases: true, differs: false }

/** Two shops were knocked into one, and a store room was divided. */
async function mergeAndSplit({ ground, admin, communityId, calendar }: Furnishing, rooms: Map<string, string>) {
  const idOf = (name: string) => demoId(tenantOf(admin), `${communityId} ${name}`, calendar.endsAt)
  const read = async (label: string) => {
    const premisesId = rooms.get(label)
    return premisesId ? call(ground, registry.readPremises, admin, { premisesId }) : undefined
  }
  const shops = [await read('2栋01铺'), await read('2栋02铺')]
  const [first, second] = shops
  if (first && second) {
    const { floor, floorTo, use, ownership } = first
    await call(ground, registry.mergePremises, admin, {
      ...{ ...TERMS, id: idOf('merge'), fromOn: calendar.dayAgo(20), reason: '承租人打通两间商铺，业主共同申请' },
      old: [first, second].map(({ id, version }) => ({ id, version })),
      into: {
        ...{ id: idOf('merged shop'), code: '01-02铺', floor, floorTo, use, ownership, state: 'let' },
        ...{ areaM2: '57.44', innerAreaM2: null },
      },
    })
  }
  const store = await read('3栋储04室')
  if (!store) return
  const { floor, floorTo, use, ownership, state } = store
  await call(ground, registry.splitPremises, admin, {
    ...{ ...TERMS, id: idOf('split'), fromOn: calendar.dayAgo(12), reason: '隔成两间分别出售' },
    old: { id: store.id, version: store.version },
    into: ['储04A', '储04B'].map((code, index) => ({
      ...{ id: idOf(code), code, floor, floorTo, use, ownership, state },
      ...{ areaM2: index === 0 ? '11.20' : '10.40', innerAreaM2: null },
    })),
  })
}
