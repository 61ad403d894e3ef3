import { metering, type WireResponseOf } from '@anju/contract'
import { queryClient } from '../api.ts'
import { addMonths, monthSpan, todayHere } from '../workforce/days.ts'

export type Losses = WireResponseOf<typeof metering.meterLosses>
export type MeterLoss = Losses['items'][number]
export type MeterBelow = WireResponseOf<typeof metering.metersBelow>['items'][number]

/** A round, or days. */
export type LossTime = { roundId: string } | { from: string; to: string }

/** The month before the present one: the last that can be read as a whole. */
const monthBefore = () => addMonths(todayHere().slice(0, 7), -1)

/** The month that was chosen; else the round that the page was opened from; else the last whole month. */
export function timeOf({ month, round }: { month?: string | undefined; round?: string | undefined }): LossTime {
  if (round && !month) return { roundId: round }
  return monthSpan(month ?? monthBefore())
}

/** Losses level by level: those whose parent is not among them first, each with those below it. */
export function treeOf(losses: readonly MeterLoss[]): { roots: MeterLoss[]; below: Map<string, MeterLoss[]> } {
  const ids = new Set(losses.map(loss => loss.meterId))
  const isRoot = (loss: MeterLoss) => loss.parentId === null || !ids.has(loss.parentId)
  const below = Map.groupBy(
    losses.filter(loss => !isRoot(loss)),
    loss => loss.parentId ?? '',
  )
  return { roots: losses.filter(isRoot), below }
}

/** Everything on screen that shows losses asks again. */
export function renewLosses() {
  for (const route of [metering.meterLosses, metering.metersBelow])
    void queryClient.invalidateQueries({ queryKey: [route.path] })
}
