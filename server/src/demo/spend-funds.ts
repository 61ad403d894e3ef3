import { approvals, billing as contract, registry } from '@anju/contract'
import sharp from 'sharp'
import { type Actor, tenantOf } from '../platform/actor.ts'
import { drawer } from '../platform/db.ts'
import { storeFile } from '../platform/files/store-file.ts'
import type { Agenda } from './agenda.ts'
import { type Calendar, minutesAfter } from './calendar.ts'
import { type Asked, approveWholly, askOnce, call, waitingRequest } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'
import { demoId } from './demo-id.ts'
import { paperDrawing } from './drawings.ts'
import { FUND_PLANS, type FundPlan, type FundStory, type ResolutionStory } from './fund-stories.ts'
import { uploadDoor } from './photographs.ts'

const billing = drawer('billing')
const ACCOUNT = '4000021009200118822'

interface FundDesk {
  communityId: string
  /** Asks. */
  manager: Actor
  /** Decide. */
  finance: Actor
  admin: Actor
  months: number
}

interface Telling extends FundDesk {
  ground: DemoGround
  agenda: Agenda
  calendar: Calendar
  plan: FundPlan
  idOf: (name: string, at: Date) => string
  /** What of it is there already, by id. */
  known: ReadonlySet<string>
}

/**
 * Money of others is spent as owners decided, handed over each month, kept for costs and published each quarter. What is there already is left
 * alone.
 */
export async function planFunds(
  ground: DemoGround,
  agenda: Agenda,
  calendar: Calendar,
  code: string,
  desk: FundDesk,
): Promise<void> {
  const plan = FUND_PLANS[code]
  if (!plan) return
  const idOf = (name: string, at: Date) => demoId(tenantOf(ground.actor), `${desk.communityId} ${name}`, at)
  const telling = { ground, agenda, calendar, plan, idOf, known: await knownIds(ground, desk.communityId), ...desk }
  planResolutions(telling)
  planSettings(telling)
  for (const story of plan.stories) planStory(telling, story)
  for (let step = -desk.months; step < 0; step += 1) planMonth(telling, step)
}

function planResolutions({ agenda, calendar, plan, ...telling }: Telling): void {
  for (const story of plan.resolutions) {
    const at = calendar.at(`${calendar.month(-story.monthsAgo)}-06`, 0.6)
    agenda.add(at, () => decide(telling, story, at))
  }
}

async function decide(
  { ground, communityId, manager, idOf, known }: Omit<Telling, 'agenda' | 'calendar' | 'plan'>,
  { monthsAgo: _, votes = null, ...story }: ResolutionStory,
  at: Date,
): Promise<void> {
  const id = idOf(`resolution ${story.number}`, at)
  if (known.has(id)) return
  const fileId = idOf(`paper of ${story.number}`, at)
  const picture = await sharp(Buffer.from(paperDrawing(true)))
    .jpeg({ quality: 80 })
    .toBuffer()
  await storeFile(uploadDoor(ground, picture), manager, { fileId, name: `${story.number}.jpg`, purpose: 'photo' })
  const decidedOn = at.toISOString().slice(0, 10)
  await call(ground, contract.addResolution, manager, {
    id,
    communityId,
    ...story,
    decidedOn,
    votes,
    fileIds: [fileId],
  })
}

/** How accounts are kept, once. */
function planSettings({ ground, agenda, calendar, plan, communityId, manager, months }: Telling): void {
  agenda.add(calendar.at(`${calendar.month(-months)}-07`, 0.4), async () => {
    const { items } = await call(ground, contract.listFunds, manager, { communityId, limit: 50 })
    for (const { kind, itemId, version } of items) {
      const percent = kind === 'public' ? plan.managed?.percent : undefined
      const deposit = kind === 'fund' ? plan.depositYuanPerM2 : null
      const principal = kind === 'agency' ? plan.principal : null
      if (version > 0 || (!percent && !principal && !deposit)) continue
      await call(ground, contract.editFund, manager, {
        ...{ communityId, kind, itemId, principal: principal ?? '', mayAdvance: false, version },
        ...{ managementPercent: percent ?? '0', depositYuanPerM2: deposit, topUpPercent: '30' },
      })
    }
  })
}

function planStory(telling: Telling, story: FundStory): void {
  const { agenda, calendar, idOf } = telling
  const day = `${calendar.month(-story.monthsAgo)}-17`
  const at = calendar.at(day < calendar.lastDay ? day : calendar.lastDay, 0.35)
  const id = idOf(`${story.deed} ${story.purpose}`, at)
  agenda.add(at, () => tell(telling, id, story))
  if (story.end !== 'taken-back') return
  const back = minutesAfter(at, 3 * 24 * 60)
  agenda.add(back, async () => {
    const reversalId = idOf(`taken back ${story.purpose}`, back)
    await approve(
      telling,
      await asked(telling, reversalId, () =>
        call(telling.ground, contract.askFundReversal, telling.manager, {
          ...{ fundRequestId: id, id: reversalId, reason: '重复付款，收款单位已原路退回' },
        }),
      ),
    )
  })
}

async function tell(telling: Telling, id: string, story: FundStory): Promise<void> {
  const { ground, manager, finance, plan, idOf, calendar } = telling
  const { kind, deed, amountFen, purpose, party, reference = '', taxPercent = null, resolution, end } = story
  const movesMoney = deed !== 'opening'
  const resolved = plan.resolutions.find(one => one.number === resolution)
  const decidedAt = resolved && calendar.at(`${calendar.month(-resolved.monthsAgo)}-06`, 0.6)
  const request = await asked(telling, id, async () =>
    call(ground, contract.askFund, manager, {
      ...{ id, communityId: telling.communityId, kind, itemId: null, deed, amountFen, purpose, reference, fileIds: [] },
      ...{ method: movesMoney ? 'transfer' : null, partyName: party, taxRatePercent: taxPercent },
      partyAccount: deed === 'spend' ? ACCOUNT : '',
      resolutionId: decidedAt ? idOf(`resolution ${resolution}`, decidedAt) : null,
      ...{ fromMonth: null, toMonth: null, homes: await homesOf(telling, story) },
    }),
  )
  if (end === 'waiting') return
  if (end === 'rejected' && request)
    await call(ground, approvals.rejectRequest, finance, { ...request, reason: '请先取得三家报价再申请' })
  else await approve(telling, request)
}

/** The homes of the story's buildings; null: the whole community, and money that is of no homes. */
async function homesOf({ ground, manager, communityId }: Telling, { buildings }: FundStory) {
  if (!buildings) return null
  const tree = await call(ground, registry.communityTree, manager, { communityId })
  const buildingIds = tree.buildings.filter(({ code }) => buildings.includes(code)).map(({ id }) => id)
  return { buildingIds, unitIds: [], premisesIds: [] }
}

/** Asks, unless it was asked before the demo was cut off: then what still waits of it. */
function asked({ ground, finance, known }: Telling, id: string, ask: () => Promise<{ requestId: string | null }>) {
  return askOnce(ground, finance, { id, isThere: known.has(id) }, ask)
}

async function approve({ ground, finance, admin }: Telling, request: Asked | null): Promise<void> {
  if (request) await approveWholly(ground, request, [finance, admin], '已核对')
}

/** What returns each month and each quarter: collected money goes to its principal, adverts come in, costs are kept, the quarter is published. */
function planMonth(telling: Telling, step: number): void {
  const { agenda, calendar, plan, idOf } = telling
  const month = calendar.month(step)
  const next = calendar.month(step + 1)
  const on = (day: string, work: (at: Date) => Promise<void>) => {
    if (`${next}-${day}` >= calendar.lastDay) return
    const at = calendar.at(`${next}-${day}`, 0.55)
    agenda.add(at, () => work(at))
  }
  if (plan.principal) on('12', at => handOver(telling, month, idOf(`hand-over of ${month}`, at)))
  const quarter = quarterEndedBy(month)
  if (quarter === null) return
  const { adverts, managed } = plan
  if (adverts)
    on('05', at =>
      tell(telling, idOf(`adverts of ${month}`, at), {
        ...{ monthsAgo: 0, kind: 'public', deed: 'income', amountFen: adverts.amountFen, taxPercent: '6' },
        ...{ purpose: `电梯广告位使用费 ${quarter.replace('-Q', ' 年第 ')} 季度`, party: adverts.party },
      }),
    )
  on('08', at => moveIn(telling, idOf(`moved in after ${month}`, at)))
  if (managed) on('20', at => keepCosts(telling, month, idOf(`costs of ${month}`, at)))
  if (step >= -10) on('25', at => publishQuarter(telling, quarter, at))
}

/** The quarter that ends with a month; null where none does. */
function quarterEndedBy(month: string): string | null {
  const [year = '', number = ''] = month.split('-')
  return Number(number) % 3 === 0 ? `${year}-Q${Number(number) / 3}` : null
}

/** What came in for the maintenance fund goes from the company's account into the special one. */
async function moveIn(telling: Telling, id: string): Promise<void> {
  const { ground, communityId, manager, known } = telling
  if (known.has(id)) return approve(telling, await waitingRequest(ground, telling.finance, id))
  const { toMoveFen } = await call(ground, contract.readFund, manager, { communityId, kind: 'fund' })
  if (toMoveFen === null || toMoveFen <= 0n) return
  const { requestId } = await call(ground, contract.askFund, manager, {
    ...{ id, communityId, kind: 'fund', itemId: null, deed: 'move-in', amountFen: toMoveFen, fileIds: [] },
    ...{ method: 'transfer', partyName: '', partyAccount: '', purpose: '已收维修资金转入专户', reference: '' },
    ...{ taxRatePercent: null, resolutionId: null, fromMonth: null, toMonth: null, homes: null },
  })
  await approve(telling, requestId === null ? null : { requestId, version: 1 })
}

async function handOver(telling: Telling, month: string, id: string): Promise<void> {
  const { ground, communityId, manager, plan, known } = telling
  if (known.has(id)) return approve(telling, await waitingRequest(ground, telling.finance, id))
  const { items } = await call(ground, contract.listFunds, manager, { communityId, kind: 'agency', limit: 20 })
  const itemId = items[0]?.itemId
  if (!itemId) return
  const months = { communityId, itemId, from: month, to: month }
  const { remainsFen, spendableFen } = await call(ground, contract.previewHandOver, manager, months)
  const amountFen = remainsFen < spendableFen ? remainsFen : spendableFen
  if (amountFen <= 0n) return
  const { requestId } = await call(ground, contract.askFund, manager, {
    ...{ id, communityId, kind: 'agency', itemId, deed: 'hand-over', amountFen, fileIds: [] },
    ...{ method: 'transfer', partyName: plan.principal ?? '', partyAccount: ACCOUNT, purpose: `${month} 代收款转交` },
    ...{ reference: '', taxRatePercent: null, resolutionId: null, fromMonth: month, toMonth: month, homes: null },
  })
  await approve(telling, requestId === null ? null : { requestId, version: 1 })
}

async function keepCosts(telling: Telling, month: string, id: string): Promise<void> {
  const { ground, calendar, communityId, manager, plan, idOf, known } = telling
  const resolved = plan.resolutions.find(one => one.number === plan.managed?.resolution)
  if (!resolved) return
  if (known.has(id)) return approve(telling, await waitingRequest(ground, telling.finance, id))
  const from = `${month.slice(0, 5)}${String(Number(month.slice(5)) - 2).padStart(2, '0')}`
  const months = { communityId, from, to: month }
  const { amountFen } = await call(ground, contract.previewManagement, manager, months)
  const { spendableFen } = await call(ground, contract.readFund, manager, { communityId, kind: 'public' })
  if (amountFen === 0n || spendableFen < amountFen) return
  const decidedAt = calendar.at(`${calendar.month(-resolved.monthsAgo)}-06`, 0.6)
  const { requestId } = await call(ground, contract.askFund, manager, {
    ...{ id, communityId, kind: 'public', itemId: null, deed: 'manage', amountFen, taxRatePercent: '6', fileIds: [] },
    ...{ method: null, partyName: '', partyAccount: '', purpose: `${from} 至 ${month} 合理成本`, reference: '' },
    ...{ resolutionId: idOf(`resolution ${resolved.number}`, decidedAt), fromMonth: from, toMonth: month, homes: null },
  })
  await approve(telling, requestId === null ? null : { requestId, version: 1 })
}

async function publishQuarter(telling: Telling, quarter: string, at: Date): Promise<void> {
  const { ground, communityId, manager, idOf, known } = telling
  for (const kind of ['public', 'fund'] as const) {
    const id = idOf(`${kind} published ${quarter}`, at)
    if (known.has(id)) continue
    const note = kind === 'public' ? '如有疑问，可到物业服务中心查阅原始单据。' : ''
    await call(ground, contract.publishFund, manager, { id, communityId, kind, quarter, note })
  }
}

/** Requests, resolutions and disclosures that were made before the demo was cut off. */
async function knownIds({ actor, run }: DemoGround, communityId: string): Promise<Set<string>> {
  const ids = new Set<string>()
  for (const table of ['billing.fundRequest', 'billing.resolution', 'billing.disclosure'] as const) {
    const rows = await run(tx =>
      billing(tx)
        .selectFrom(table)
        .select('id')
        .where('tenantId', '=', tenantOf(actor))
        .where('communityId', '=', communityId)
        .execute(),
    )
    for (const { id } of rows) ids.add(id)
  }
  return ids
}
