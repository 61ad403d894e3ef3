import { tenantOf } from '../platform/actor.ts'
import { drawer } from '../platform/db.ts'
import { once } from '../platform/events.ts'
import type { DemoGround } from './demo-company.ts'

const platform = drawer('platform')

/** Under this the demo keeps in `platform.applied` what it did once; it is no event. */
const DEMO = 'a17e0000-0000-8000-8000-000000000001'

export interface DemoProgress {
  /** The moment the demo counts its days back from: kept, so that a seed which was cut off goes on with the same days. */
  begunAt: Date
  finished: boolean
}

/** How far the life of the company's demo is; begins it when it is not begun. */
export async function beginDemo({ actor, run }: DemoGround): Promise<DemoProgress> {
  return run(async tx => {
    await once(tx, DEMO, 'demo.begun', async () => undefined)
    const steps = await platform(tx)
      .selectFrom('platform.applied')
      .select(['subscriber', 'at'])
      .where('tenantId', '=', tenantOf(actor))
      .where('eventId', '=', DEMO)
      .execute()
    const begunAt = steps.find(step => step.subscriber === 'demo.begun')?.at
    if (!begunAt) throw new Error('The demo did not begin.')
    return { begunAt, finished: steps.some(step => step.subscriber === 'demo.finished') }
  })
}

/** The two years are told: nothing is added to them any more. */
export async function finishDemo({ run }: DemoGround): Promise<void> {
  await run(tx => once(tx, DEMO, 'demo.finished', async () => undefined))
}

/** Whether everything of the company's demo is made; with more steps than when it was, it is not. */
export async function isWhole({ actor, run }: DemoGround, steps: number): Promise<boolean> {
  const row = await run(tx =>
    platform(tx)
      .selectFrom('platform.applied')
      .select('at')
      .where('tenantId', '=', tenantOf(actor))
      .where('eventId', '=', DEMO)
      .where('subscriber', '=', wholeWith(steps))
      .executeTakeFirst(),
  )
  return row !== undefined
}

/** Keeps that everything is made. */
export async function markWhole({ run }: DemoGround, steps: number): Promise<void> {
  await run(tx => once(tx, DEMO, wholeWith(steps), async () => undefined))
}

function wholeWith(steps: number): string {
  return `demo.whole with ${steps} steps`
}
