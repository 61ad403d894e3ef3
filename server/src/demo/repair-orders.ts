import { serviceDesk as contract, portal as portalContract } from '@anju/contract'
import { type Actor, tenantOf } from '../platform/actor.ts'
import { drawer } from '../platform/db.ts'
import { readOrderById } from '../service-desk/index.ts'
import serviceDeskModule from '../service-desk/module.ts'
import type { Agenda } from './agenda.ts'
import { type Calendar, minutesAfter } from './calendar.ts'
import { type Chance, chanceOf, shuffled } from './chance.ts'
import type { Story } from './community-plan.ts'
import { call, perform } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'
import { demoId } from './demo-id.ts'
import type { Photographer } from './photographs.ts'

const published = drawer('platform')

/** A home and who speaks for it. */
export interface Home {
  /** `premisesKey` */
  key: string
  premisesId: string
  resident: Actor
}

export interface RepairDesk {
  dispatcher: Actor
  /** By user name. */
  staff: (userName: string) => Actor
  communityId: string
  homes: Home[]
  photographer: Photographer
}

/** An order of the demo, while its steps are laid out. */
interface Order {
  id: string
  story: Story
  home: Home | null
  reportedAt: Date
  chance: Chance
}

interface Step {
  at: Date
  work: () => Promise<unknown>
}

/** Puts every story on the agenda, step by step; steps that an order's log shows already are left alone. */
export async function planOrders(
  ground: DemoGround,
  agenda: Agenda,
  calendar: Calendar,
  desk: RepairDesk,
  stories: readonly Story[],
): Promise<void> {
  const named = new Set(stories.map(story => story.room))
  const others = shuffled(
    desk.homes.filter(home => !named.has(home.key)),
    'homes with repairs',
  )
  const stepsDone = await stepsTaken(ground, desk.communityId)
  for (const [index, story] of stories.entries()) {
    const chance = chanceOf('order', story.words)
    const reportedAt =
      story.hoursAgo === undefined
        ? calendar.at(calendar.dayAgo(story.daysAgo ?? 0), chance.between(0, 60) / 100)
        : calendar.hoursAgo(story.hoursAgo)
    const id = demoId(tenantOf(ground.actor), `${desk.communityId} order ${index}`, reportedAt)
    const home = story.place
      ? null
      : (desk.homes.find(each => each.key === story.room) ?? others[index % others.length])
    if (home === undefined) continue
    const steps = layOut(ground, desk, { id, story, home, reportedAt, chance })
    for (const { at, work } of steps.slice(stepsDone.get(id) ?? 0)) agenda.add(at, async () => void (await work()))
  }
}

/** How many steps each order of the community has behind it. */
async function stepsTaken({ actor, run }: DemoGround, communityId: string): Promise<Map<string, number>> {
  return run(async tx => {
    const orders = await published(tx)
      .selectFrom('serviceDesk.publicWorkOrder')
      .select('id')
      .where('tenantId', '=', tenantOf(actor))
      .where('communityId', '=', communityId)
      .execute()
    const taken = new Map<string, number>()
    for (const { id } of orders) taken.set(id, (await readOrderById(tx, actor, { orderId: id })).log.length)
    return taken
  })
}

/** The steps of an order in the order of time, one line of its log each. */
function layOut(ground: DemoGround, desk: RepairDesk, order: Order): Step[] {
  const { story, chance, reportedAt } = order
  const ways = waysOf(ground, desk, order)
  const steps: Step[] = [{ at: reportedAt, work: ways.report }]
  let at = reportedAt
  const then = (minutes: number, work: Step['work']) => {
    at = minutesAfter(at, minutes)
    steps.push({ at, work })
  }
  const minutes = (least: number, most: number) => least + chance.share() * (most - least)
  if (story.end === 'void') then(minutes(12, 50), ways.void)
  if (story.end === 'void' || story.end === 'reported') return steps
  const { declined } = story
  if (declined) {
    then(minutes(3, 8), () => ways.assign(declined.repairer))
    then(minutes(3, 7), () => ways.decline(declined))
  }
  then(story.urgent ? minutes(0.5, 1.5) : minutes(3, 9), () => ways.assign(story.repairer))
  if (story.end === 'assigned') return steps
  then(story.urgent ? minutes(1, 2.5) : minutes(2, 8), ways.accept)
  if (story.end === 'working') return steps
  const hours = story.doneAfterHours ?? (story.urgent ? minutes(0.6, 2.2) : minutes(1.2, 6.5))
  at = reportedAt
  then(hours * 60, ways.finish)
  if (story.rejected) {
    then(minutes(40, 150), ways.reject)
    then(minutes(100, 200), ways.finish)
  }
  if (story.end === 'rated') then(minutes(25, 260), ways.confirm)
  if (story.end === 'silent') then(72 * 60, ways.confirmSilently)
  return steps
}

/** What can be done with an order, each by whose step it is. */
function waysOf(ground: DemoGround, desk: RepairDesk, { id, story, home, reportedAt }: Order) {
  const { dispatcher, staff, communityId, photographer } = desk
  const repairer = staff(story.repairer)
  const { category, words: description, drawing } = story
  const terms = { id, category, urgency: story.urgent ? ('urgent' as const) : ('normal' as const), description }
  const photo = (by: Actor, mended: boolean) =>
    drawing ? photographer.take(ground, by, drawing, mended, `${id} ${mended ? 'after' : 'before'}`, reportedAt) : []
  const note = story.note ?? '已处理好。'
  return {
    report: async () => {
      const premisesId = home?.premisesId ?? null
      if (home && premisesId && !story.byPhone) {
        const photoIds = await photo(home.resident, false)
        return call(ground, portalContract.reportMyOrder, home.resident, { ...terms, premisesId, photoIds })
      }
      const photoIds = await photo(dispatcher, false)
      const reporterName = home?.resident.name ?? '秩序巡逻岗'
      const told = { ...terms, communityId, premisesId, place: story.place, reporterName, photoIds }
      return call(ground, contract.reportOrder, dispatcher, told)
    },
    assign: async (userName: string) => {
      const { version } = await call(ground, contract.readOrder, dispatcher, { orderId: id })
      return call(ground, contract.assignOrder, dispatcher, {
        orderId: id,
        assigneeId: staff(userName).id ?? '',
        version,
      })
    },
    decline: ({ repairer: userName, reason }: { repairer: string; reason: string }) =>
      call(ground, contract.declineOrder, staff(userName), { orderId: id, reason }),
    accept: () => call(ground, contract.acceptOrder, repairer, { orderId: id }),
    finish: async () =>
      call(ground, contract.finishOrder, repairer, { orderId: id, note, photoIds: await photo(repairer, true) }),
    reject: () =>
      call(ground, portalContract.rejectMyOrder, householdOf(home), { orderId: id, reason: story.rejected ?? '' }),
    confirm: () => {
      const { score = 5, comment } = story
      return call(ground, portalContract.confirmMyOrder, householdOf(home), { orderId: id, score, comment })
    },
    confirmSilently: () => perform(ground, silence, { orderId: id, round: story.rejected ? 2 : 1 }),
    void: () => call(ground, contract.voidOrder, dispatcher, { orderId: id, reason: note }),
  }
}

function householdOf(home: Home | null): Actor {
  if (!home) throw new Error('Nobody lives in a public place: its orders are confirmed by silence.')
  return home.resident
}

const silence = jobOfDesk('service-desk.confirmSilently')

function jobOfDesk(name: string) {
  const job = serviceDeskModule.jobs.find(each => each.name === name)
  if (!job) throw new Error(`The service desk has no job ${name}.`)
  return job
}
