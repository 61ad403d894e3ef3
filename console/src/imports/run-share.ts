import type { Import } from './import-query.ts'

type Progress = NonNullable<Import['progress']>
type Phase = Progress['phase']

/** Where each phase lies in the whole of a run, in percent. */
const SPANS: Record<'reading' | 'committing' | 'reverting', Partial<Record<Phase, [number, number]>>> = {
  reading: { reading: [0, 30], planning: [30, 55], checking: [55, 100] },
  committing: { reading: [0, 15], planning: [15, 30], writing: [30, 100] },
  reverting: { reverting: [0, 100] },
}

/** How much of a run is done, in whole percent; null while nothing can be said. Never 100: that is the run's own to say. */
export function runShare(state: Import['state'], progress: Progress | null): number | null {
  if (!progress || !(state in SPANS)) return null
  const span = SPANS[state as keyof typeof SPANS][progress.phase]
  if (!span) return null
  const [from, to] = span
  // The length of a sheet is known when it has been read: until then the bar creeps.
  const part = progress.total > 0 ? progress.done / progress.total : progress.done / (progress.done + 5000)
  return Math.min(99, Math.floor(from + (to - from) * Math.min(1, part)))
}
