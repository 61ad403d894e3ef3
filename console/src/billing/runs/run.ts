import type { billing, WireResponseOf } from '@anju/contract'
import type { Tone } from '../../shell/show/StatusTag.tsx'

export type RunRow = WireResponseOf<typeof billing.listBillRuns>['items'][number]
export type Run = WireResponseOf<typeof billing.readBillRun>
export type Preview = WireResponseOf<typeof billing.previewBills>

/** `2026-11`, or `2026-06 ~ 2026-11`. */
export function monthsText({ from, to }: { from: string; to: string }): string {
  return from === to ? from : `${from} ~ ${to}`
}

/** What a run has come to; `nothing`: it went well and there was nothing to add; `waiting`: for somebody's approval. */
export type RunWord = RunRow['state'] | 'nothing' | 'waiting'

export function runWord(run: Pick<RunRow, 'state' | 'billCount' | 'approval' | 'approvedAt'>): RunWord {
  if (run.state === 'generated' && run.billCount === 0) return 'nothing'
  return isWaiting(run) ? 'waiting' : run.state
}

/** Whether a setting asks for an approval that nobody gave yet. */
export function isWaiting(run: Pick<RunRow, 'state' | 'approval' | 'approvedAt'>): boolean {
  return run.state === 'generated' && run.approval !== 'none' && run.approvedAt === null
}

export const RUN_TONES: Record<RunWord, Tone> = {
  generating: 'info',
  generated: 'warning',
  waiting: 'warning',
  issuing: 'info',
  issued: 'success',
  failed: 'danger',
  nothing: 'neutral',
}

/** Whether something is being done in the background, so that the numbers change by themselves. */
export function isWorking(run: Pick<RunRow, 'state'> | undefined): boolean {
  return run?.state === 'generating' || run?.state === 'issuing'
}

/** 0 to 100; a job that has nothing to do is done. */
export function percentDone({ done, of }: RunRow['progress']): number {
  return of === 0 ? 100 : Math.min(100, Math.floor((done / of) * 100))
}
