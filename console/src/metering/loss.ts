import { metering, type WireResponseOf } from '@anju/contract'
import { queryClient } from '../api.ts'

export type Losses = WireResponseOf<typeof metering.meterLosses>
export type MeterLoss = Losses['items'][number]
export type MeterBelow = WireResponseOf<typeof metering.metersBelow>['items'][number]

/** A round, or days. */
export type LossTime = { roundId: string } | { from: string; to: string }

const MONTHS_A_YEAR = 12

/** The first and last day of a month `2026-11`. */
export function timeOfMonth(month: string): { from: string; to: string } {
  const [year = 0, of = 1] = month.split('-').map(Number)
  const last = new Date(Date.UTC(year, of, 0)).getUTCDate()
  return { from: `${month}-01`, to: `${month}-${last}` }
}

/** The month before the present one: the last that can be read as a whole. */
export function monthBefore(now = new Date()): string {
  const months = now.getFullYear() * MONTHS_A_YEAR + now.getMonth() - 1
  return `${Math.floor(months / MONTHS_A_YEAR)}-${String((months % MONTHS_A_YEAR) + 1).padStart(2, '0')}`
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
