import { notify } from '../../messaging/index.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { lossesBetween, timeOfRound } from './loss-view.ts'

/**
 * A round was closed: tells who keeps the rounds of the community when more was lost on the way than it allows, or more was counted
 * below a meter than came in; how many meters, and the worst of them.
 */
export async function tellLosses(
  tx: Tx,
  actor: Actor,
  { id, communityId, month }: { id: string; communityId: string; month: string },
): Promise<void> {
  const time = await timeOfRound(tx, actor, communityId, id)
  const losses = await lossesBetween(tx, actor, { communityId, kind: time.round?.kind, time })
  const alarms = losses.filter(loss => loss.alarm).toSorted((a, b) => Number(b.percent) - Number(a.percent))
  const [worst] = alarms
  if (!worst) return
  await notify(tx, actor, {
    kind: 'meter-loss',
    // Who closes the round wants to know it, too.
    except: null,
    params: {
      ...{ month, count: String(alarms.length), code: worst.code },
      ...{ loss: worst.loss ?? '', percent: worst.percent ?? '' },
    },
    about: { kind: 'reading-round', id },
    to: { permission: 'metering.rounds.manage', communityId },
  })
}
