import { approvals, billing as contract } from '@anju/contract'
import { followingJobs } from '../billing/index.ts'
import { type Actor, tenantOf } from '../platform/actor.ts'
import type { Agenda } from './agenda.ts'
import type { Calendar } from './calendar.ts'
import { call, perform, waitingRequest } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'
import { demoId } from './demo-id.ts'
import type { Photographer } from './photographs.ts'
import type { Home } from './repair-orders.ts'

interface Asking {
  communityId: string
  manager: Actor
  homes: readonly Home[]
  photographer: Photographer
}

/** Residents of the sign-in page who ask for the vacancy discount: one was refused, one waits. */
const ASKED = [
  { key: '1/1//101', daysAgo: 20, reason: '出差半年，房屋空置', refused: '水表近两个月仍有用量，请核实后再申请' },
  { key: '1/1//102', daysAgo: 2, reason: '全家搬到父母家住，房屋空置', refused: null },
] as const

/** Puts the applications for a discount on the agenda; what was asked already is left alone. */
export function planApplications(ground: DemoGround, agenda: Agenda, calendar: Calendar, asking: Asking): void {
  for (const asked of ASKED) {
    const home = asking.homes.find(({ key }) => key === asked.key)
    const at = calendar.at(calendar.dayAgo(asked.daysAgo), 0.5)
    if (home) agenda.add(at, () => apply(ground, calendar, asking, { ...asked, home, at }))
  }
}

async function apply(
  ground: DemoGround,
  calendar: Calendar,
  { communityId, manager, photographer }: Asking,
  { home, reason, refused, at }: (typeof ASKED)[number] & { home: Home; at: Date },
): Promise<void> {
  const { premisesId, resident } = home
  const id = demoId(tenantOf(ground.actor), `${premisesId} asks for a discount`, at)
  const mine = await call(ground, contract.listMyDiscounts, resident, {})
  const offer = mine.offers.find(one => one.communityId === communityId)
  if (!offer) return
  const isThere = mine.applications.some(one => one.id === id)
  if (!isThere) {
    const photoIds = await photographer.take(ground, resident, 'tap', false, `discount ${premisesId}`, at)
    const days = { fromOn: `${calendar.month(1)}-01`, toOn: `${calendar.month(6)}-28` }
    const body = { id, discountId: offer.discountId, premisesId, ...days, reason, photoIds }
    await call(ground, contract.applyForMyDiscount, resident, body)
    await perform(ground, followingJobs.followApplication, { applicationId: id })
  }
  if (refused === null) return
  const request = await waitingRequest(ground, manager, id)
  if (request) await call(ground, approvals.rejectRequest, manager, { ...request, reason: refused })
}
