import { billing, type WireResponseOf } from '@anju/contract'
import { queryOptions } from '@tanstack/react-query'
import { call, queryClient } from '../../api.ts'
import { saveFile } from '../../shell/list/ExportButton.tsx'
import { listKey } from '../../shell/list/index.ts'
import type { Tone } from '../../shell/show/StatusTag.tsx'

export type Batch = WireResponseOf<typeof billing.listDebitBatches>['items'][number]
export type BatchSums = WireResponseOf<typeof billing.listDebitBatches>['sums']
export type BatchDetail = WireResponseOf<typeof billing.readDebitBatch>
export type Result = BatchDetail['results'][number]
export type Debit = WireResponseOf<typeof billing.listDebits>['items'][number]
export type DebitSums = WireResponseOf<typeof billing.listDebits>['sums']
export type Mandate = WireResponseOf<typeof billing.listMandates>['items'][number]
export type MandateDetail = WireResponseOf<typeof billing.readMandate>
export type Format = WireResponseOf<typeof billing.listDebitFormats>['items'][number]
export type Preview = WireResponseOf<typeof billing.previewDebits>

export const BATCH_STATES = ['open', 'sent', 'finished', 'cancelled'] as const
export const DEBIT_STATES = ['in-flight', 'reported', 'settled', 'failed', 'released'] as const
export const MANDATE_STATES = ['active', 'coming', 'expired', 'ended'] as const

export const BATCH_TONES: Record<Batch['state'], Tone> = {
  open: 'warning',
  sent: 'info',
  finished: 'success',
  cancelled: 'neutral',
}
export const DEBIT_TONES: Record<Debit['state'], Tone> = {
  'in-flight': 'warning',
  reported: 'info',
  settled: 'success',
  failed: 'danger',
  released: 'neutral',
}
export const MANDATE_TONES: Record<Mandate['state'], Tone> = {
  active: 'success',
  coming: 'info',
  expired: 'warning',
  ended: 'neutral',
}

export const batchQuery = (batchId: string) =>
  queryOptions({
    queryKey: [billing.readDebitBatch.path, batchId],
    queryFn: ({ signal }) => call(billing.readDebitBatch, { params: { batchId }, signal }),
  })

export const mandateQuery = (mandateId: string) =>
  queryOptions({
    queryKey: [billing.readMandate.path, mandateId],
    queryFn: ({ signal }) => call(billing.readMandate, { params: { mandateId }, signal }),
  })

export const formatsQuery = queryOptions({
  queryKey: [billing.listDebitFormats.path],
  queryFn: async ({ signal }) => (await call(billing.listDebitFormats, { signal })).items,
})

/** Asks again for what shows direct debits and the bills that they hold. */
export function renewDebits(): void {
  for (const key of [
    ...[listKey(billing.listDebitBatches), listKey(billing.listDebits), listKey(billing.listMandates)],
    ...[[billing.readDebitBatch.path], [billing.readMandate.path], listKey(billing.listBills)],
  ])
    void queryClient.invalidateQueries({ queryKey: key })
}

/** Saves a file that came as Base64. */
export function saveContent({ name, mediaType, content }: { name: string; mediaType: string; content: string }): void {
  const bytes = Uint8Array.from(atob(content), char => char.charCodeAt(0))
  saveFile(new Blob([bytes], { type: mediaType }), name)
}
