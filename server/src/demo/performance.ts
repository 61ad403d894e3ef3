import { workforce as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import type { Actor } from '../platform/actor.ts'
import { percentOf } from '../platform/decimals.ts'
import { newId } from '../platform/ids.ts'
import type { Agenda } from './agenda.ts'
import type { Calendar } from './calendar.ts'
import { chanceOf } from './chance.ts'
import { call } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'

type Indicator = RequestOf<typeof contract.createKpiScheme>['indicators'][number]
type Card = ResponseOf<typeof contract.readScorecard>
type Staff = (userName: string) => Actor

const nothing = { target: null, threshold: null, floor: null, steps: [], cap: '100' }
const manual = (name: string, weight: string): Omit<Indicator, 'id'> => ({
  ...{ name, weight, source: 'manual', rule: 'manual', direction: 'higher', ...nothing },
})
const attendance: Omit<Indicator, 'id'> = {
  ...{ ...nothing, name: '出勤率', weight: '30', source: 'attendance-rate', rule: 'linear', direction: 'higher' },
  ...{ target: '100', threshold: '90', floor: '80' },
}
const punctual: Omit<Indicator, 'id'> = {
  ...{ ...nothing, name: '迟到次数', weight: '20', source: 'late-count', rule: 'steps', direction: 'lower' },
  steps: ['0', '1', '2', '4'].map((at, place) => ({ at, score: ['100', '90', '75', '60'][place] ?? '0' })),
}
const onTime: Omit<Indicator, 'id'> = {
  ...{ ...nothing, name: '工单及时率', weight: '40', source: 'orders-on-time', rule: 'linear', direction: 'higher' },
  ...{ target: '95', threshold: '80', floor: '60', cap: '110' },
}

const SCHEMES: { name: string; post: string | null; indicators: Omit<Indicator, 'id'>[] }[] = [
  { name: '员工月度考核', post: null, indicators: [attendance, punctual, manual('服务态度与配合', '50')] },
  { name: '维修工月度考核', post: 'repairer', indicators: [onTime, attendance, manual('安全与现场清洁', '30')] },
]
const BANDS = ['A90', 'B80', 'C60', 'D0'].map(text => ({ grade: text.slice(0, 1), from: text.slice(1) }))

/**
 * Performance of the demo company: two schemes; last month scored, reviewed and published but for one card, with an appeal that waits
 * and one that was answered; this month open, with a self score. Needs the staff of `planWorkforce`.
 */
export function planPerformance(
  ground: DemoGround,
  agenda: Agenda,
  calendar: Calendar,
  communityId: string,
  staff: Staff,
): void {
  const [admin, manager] = [staff('admin'), staff('manager')]
  const open = (month: string) =>
    call(ground, contract.openKpiPeriod, admin, {
      ...{ id: newId(), grain: 'month', fromOn: `${month}-01`, communityId, note: '' },
    })
  agenda.add(calendar.at(calendar.dayAgo(2), 0.7), async () => {
    if ((await call(ground, contract.listKpiSchemes, admin, { limit: 1 })).total > 0) return
    await makeSchemes(ground, calendar, admin)
    const { id } = await open(calendar.month(-1))
    for (const card of await cardsOf(ground, admin, id)) await judge(ground, card, admin, manager)
    agenda.add(calendar.at(calendar.dayAgo(1), 0.4), async () => {
      await appeal(ground, id, staff('guard'), '有一次迟到是接班同事晚到，请核对打卡记录')
      await appeal(ground, id, staff('dispatcher'), '服务态度评分是否漏算了业主表扬')
      await answer(ground, admin, staff('dispatcher').name)
      await open(calendar.month(0))
      await scoreOwn(ground, staff('guard'))
    })
  })
}

async function makeSchemes(ground: DemoGround, calendar: Calendar, admin: Actor): Promise<void> {
  const { items: posts } = await call(ground, contract.listPosts, admin, {} as never)
  for (const { name, post, indicators } of SCHEMES) {
    const postIds = posts.filter(each => each.code === post).map(each => each.id)
    await call(ground, contract.createKpiScheme, admin, {
      ...{ id: newId(), name, grain: 'month', postIds, teamIds: [], bands: BANDS },
      ...{ effectiveFrom: `${calendar.month(-3)}-01`, effectiveTo: null },
      indicators: indicators.map(indicator => ({ id: newId(), ...indicator })),
    })
  }
}

async function cardsOf(ground: DemoGround, admin: Actor, periodId: string): Promise<Card[]> {
  const { items } = await call(ground, contract.listScorecards, admin, { periodId, limit: 200, sort: 'number' })
  const cards: Card[] = []
  for (const { id } of items) cards.push(await call(ground, contract.readScorecard, admin, { scorecardId: id }))
  return cards
}

/** The manager scores and the administrator reviews; the manager's own card is scored and waits for somebody else. */
async function judge(ground: DemoGround, card: Card, admin: Actor, manager: Actor): Promise<void> {
  const chance = chanceOf('performance', card.employeeNumber)
  const scorer = card.employeeName === manager.name ? admin : manager
  for (const line of card.lines.filter(each => each.source !== 'manual' && each.fedAt === null)) {
    const done = chance.between(18, 30)
    const late = chance.between(0, 4)
    const value = percentOf(BigInt(done), BigInt(done + late))
    const basis = `${done} ÷ ${done + late}，维修工单月报`
    await call(ground, contract.enterKpiValue, scorer, { scorecardId: card.id, lineId: line.id, value, basis })
  }
  const scores = card.lines
    .filter(line => line.rule === 'manual')
    .map(line => ({ lineId: line.id, score: String(chance.between(76, 98)), note: '' }))
  const { version } = await call(ground, contract.readScorecard, admin, { scorecardId: card.id })
  const comment = chance.share() < 0.4 ? '工作认真，继续保持' : ''
  const scored = await call(ground, contract.scoreScorecard, scorer, {
    ...{ scorecardId: card.id, scores, comment, handIn: true, version },
  })
  if (scorer === admin) return
  const review = { scorecardId: card.id, approve: true, note: '', version: scored.version }
  await call(ground, contract.reviewScorecard, admin, review)
}

async function appeal(ground: DemoGround, periodId: string, who: Actor, reason: string): Promise<void> {
  const { items } = await call(ground, contract.listMyScorecards, who, {} as never)
  const card = items.find(each => each.periodId === periodId && each.state === 'published')
  if (card) await call(ground, contract.appealScore, who, { scorecardId: card.id, id: newId(), reason })
}

async function answer(ground: DemoGround, admin: Actor, name: string): Promise<void> {
  const { items } = await call(ground, contract.listAppeals, admin, { limit: 10, state: 'asked' })
  const asked = items.find(each => each.employeeName === name)
  if (!asked) return
  const card = await call(ground, contract.readScorecard, admin, { scorecardId: asked.scorecardId })
  const line = card.lines.find(each => each.rule === 'manual')
  const scores = line ? [{ lineId: line.id, score: '99', note: '补计两次业主表扬' }] : []
  await call(ground, contract.answerAppeal, admin, { appealId: asked.id, scores, answer: '核实有两次表扬未计入' })
}

async function scoreOwn(ground: DemoGround, who: Actor): Promise<void> {
  const { items } = await call(ground, contract.listMyScorecards, who, {} as never)
  const open = items.find(each => each.state === 'open')
  if (!open) return
  const card = await call(ground, contract.readMyScorecard, who, { scorecardId: open.id })
  const scores = card.lines.filter(line => line.rule === 'manual').map(line => ({ lineId: line.id, score: '92' }))
  const comment = '本月夜班全勤，协助业主搬运行李多次'
  await call(ground, contract.scoreMyself, who, { scorecardId: card.id, scores, comment, version: card.version })
}
