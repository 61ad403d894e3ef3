import { billing, type Call } from '@anju/contract'
import { newId } from '../../src/platform/ids.ts'

const column = { title: '', text: '', width: null, align: 'left', pad: ' ' } as const
/** A bank's files: text with bars between. */
export const LAYOUTS = {
  request: {
    ...({ kind: 'delimited', encoding: 'gbk', delimiter: '|', amountUnit: 'fen', summary: 'none' } as const),
    columns: (['reference', 'holderName', 'accountNumber', 'amount'] as const).map(field => ({ ...column, field })),
  },
  result: {
    ...({ kind: 'delimited', encoding: 'gbk', delimiter: '|', amountUnit: 'fen', summary: 'none' } as const),
    columns: (['reference', 'amount', 'code'] as const).map(field => ({ field, width: null })),
    successCodes: ['0000'],
  },
}

export const MANDATE = {
  ...{ holderName: '王同名', bankName: '工商银行', signedOn: '2025-12-01', validFrom: '2025-12-01', validUntil: null },
  ...{ payerPersonId: null, agreementNumber: null, remark: null },
}

/** Mandates by which the bank is asked for two bills, and may be asked for another of 88 yuan. Items and layout are the company's. */
export async function makeDebits(call: Call, settle: () => Promise<void>, communityId: string, premisesId: string) {
  const known = await call(billing.listItems, { query: { limit: 200 } })
  const [asked, released, debit] = [await charge('代扣费'), await charge('撤扣费'), await charge('待扣费')]
  const itemIds = [asked, released, debit]
  const mandates = ['6222021202000123456', '6222021202000654321', '6222021202000777777']
  const [mandateId = '', endableMandateId = '', editableMandateId = ''] = await Promise.all(mandates.map(sign))
  const formatId = await layout()
  const [debitBatchId, cancellableBatchId] = [await make(asked), await make(released)]
  const { items } = await call(billing.listDebits, { query: { batchId: debitBatchId } })
  return {
    ...{ mandateId, endableMandateId, editableMandateId, debitFormatId: formatId, debitItemId: debit },
    ...{ debitBatchId, cancellableBatchId, debitReference: items[0]?.reference ?? '' },
  }

  async function sign(accountNumber: string): Promise<string> {
    const id = newId()
    await call(billing.signMandate, { body: { id, premisesId, accountNumber, ...MANDATE, itemIds } })
    return id
  }

  async function layout(): Promise<string> {
    const { items: formats } = await call(billing.listDebitFormats, {})
    const [there] = formats
    if (there) return there.id
    const id = newId()
    await call(billing.createDebitFormat, { body: { id, name: '竖线文本', ...LAYOUTS } })
    return id
  }

  async function make(itemId: string): Promise<string> {
    const id = newId()
    const body = { communityId, debitOn: '2026-01-15', dueUntil: '2026-12-31', formatId, itemIds: [itemId] }
    await call(billing.makeDebitBatch, { body: { id, ...body, count: 1, totalFen: 8800 } })
    return id
  }

  async function charge(name: string): Promise<string> {
    const itemId = known.items.find(item => item.name === name)?.id ?? newId()
    const [ruleId, runId] = [newId(), newId()]
    if (!known.items.some(item => item.id === itemId)) await call(billing.createItem, { body: { id: itemId, name } })
    await call(billing.createRule, {
      body: {
        ...{ id: ruleId, communityId, code: ruleId.slice(-8), name, itemName: name, kind: 'fixed' },
        ...{ effectiveFrom: '2025-12-01', unitPrice: '0', fixedAmount: '88' },
      },
    })
    await call(billing.assignRule, { body: { id: newId(), ruleId, premisesId, startsOn: '2025-12-01' } })
    await call(billing.startBillRun, {
      body: { id: runId, communityId, from: '2025-12', to: '2025-12', ruleIds: [ruleId] },
    })
    await settle()
    await call(billing.issueBillRun, { params: { billRunId: runId } })
    await settle()
    return itemId
  }
}
