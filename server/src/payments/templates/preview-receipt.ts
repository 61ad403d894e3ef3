import type { payments as contract, RequestOf, ResponseOf } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Door } from '../../platform/module.ts'
import { capitalAmount } from '../../platform/money.ts'
import { publicOrigin } from '../../platform/public-origin.ts'
import { contentsOf, type FrozenReceipt } from '../receipts/receipt.ts'
import { renderReceipt } from '../receipts/receipt-document.ts'
import { verificationOf } from '../receipts/verification.ts'
import { readDrawnImages } from './template-images.ts'
import { readReceiptTemplate } from './template-view.ts'

const SAMPLE_FEN = 88_623n

/** A sample receipt by a template that is not saved yet. Its number and its code are nobody's. Errors: platform.not_found. */
export async function previewReceipt(
  door: Door,
  actor: Actor,
  input: RequestOf<typeof contract.previewReceipt>,
): Promise<ResponseOf<typeof contract.previewReceipt>> {
  const { communityId, ...template } = input
  const { companyName, communityName } = await door.run(actor, tx => readReceiptTemplate(tx, actor, { communityId }), {
    readOnly: true,
  })
  const year = Number(today().slice(0, 4))
  const frozen: FrozenReceipt = {
    ...template,
    companyName,
    communityName,
    entityName: null,
    roomLabel: '1栋1单元101室',
    payerName: '王小明',
    lines: [
      {
        itemName: '物业服务费',
        periodFrom: `${year}-01-01`,
        periodTo: `${year}-06-30`,
        words: '94.56㎡ × 1.3元 + 20元 = 142.93元/月 × 6个月',
        amountFen: 85_758n,
      },
      {
        itemName: '公共水电分摊',
        periodFrom: `${year}-06-01`,
        periodTo: `${year}-06-30`,
        words: '',
        amountFen: 2_865n,
      },
    ],
    totalFen: SAMPLE_FEN,
    capitalWords: capitalAmount(SAMPLE_FEN),
    method: 'cash',
    reference: null,
    tenderedFen: 90_000n,
    changeFen: 90_000n - SAMPLE_FEN,
    cashierName: actor.name,
    remark: null,
    replaces: null,
  }
  const printed = { number: `样张-${year}-000000`, paidOn: today(), paidAt: now(), printCount: 1, void: null }
  const verification = template.verification
    ? verificationOf(publicOrigin(door), '00000000-0000-0000-0000-000000000000')
    : undefined
  const images = await readDrawnImages(door, actor, template)
  const pdf = await renderReceipt(contentsOf(printed, frozen, { ...images, verification }), { paper: template.paper })
  return { pdf: pdf.toString('base64'), amountFen: SAMPLE_FEN }
}
