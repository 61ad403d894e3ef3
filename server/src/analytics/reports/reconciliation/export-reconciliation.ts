import { analytics as contract, type RequestOf } from '@anju/contract'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import { defineExport } from '../../../platform/exports/define-export.ts'
import { reportFace } from '../report-face.ts'
import { CHECK_WORDS } from './check-words.ts'
import { readReconciliation } from './reconciliation-view.ts'

/** 对账 as a list for a file: a row per check, and one per community where it differs. Errors: platform.not_found. */
async function listChecks(
  tx: Tx,
  actor: Actor,
  { communityId, asOf }: Pick<RequestOf<typeof contract.readReconciliation>, 'communityId' | 'asOf'>,
) {
  const report = await readReconciliation(tx, actor, { communityId, asOf })
  const items = report.items.flatMap(({ key, broken, ...sums }) => [
    { ...sums, key, communityName: '', holds: broken.length === 0, asOf: report.asOf },
    ...broken.map(row => ({ ...row, key, holds: false, asOf: report.asOf })),
  ])
  return { items, next: null, total: items.length, asOf: report.asOf }
}

/** The reconciliation as a file, as on the screen. */
export const exportReconciliation = defineExport(
  contract.exportReconciliation,
  '对账',
  listChecks,
  [
    { title: '截至', value: row => row.asOf, format: 'date' },
    { title: '核对项', value: row => CHECK_WORDS[row.key], width: 48 },
    { title: '小区', value: row => row.communityName, width: 18 },
    { title: '报表', value: row => row.factsFen, format: 'money' },
    { title: '总账', value: row => row.ledgerFen, format: 'money' },
    { title: '差额', value: row => row.differenceFen, format: 'money' },
    { title: '结果', value: row => (row.holds ? '相符' : '不符') },
  ],
  reportFace('对账', 'reconciliation'),
)
