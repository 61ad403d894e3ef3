import { billing } from '@anju/contract'
import { formatFen } from '@anju/ui'
import { Form, Input, Select } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { todayHere } from '../../workforce/days.ts'
import { parseYuan } from '../cashier/yuan.ts'
import { Basis } from './Basis.tsx'
import { type AskedDeed, type Fund, type FundRequest, type HomesValues, homesOf } from './fund.ts'
import { HomesField } from './HomesField.tsx'
import { MonthsItem } from './MonthsItem.tsx'
import { PaperFields, type Papers, paperIds } from './PaperFields.tsx'
import { ResolutionField } from './ResolutionField.tsx'
import { useFundTexts } from './texts.ts'
import { useFundName } from './useFundName.ts'

interface Values extends Papers, HomesValues {
  amount?: string
  method: 'cash' | 'transfer' | 'cheque' | 'already'
  partyName?: string
  partyAccount?: string
  purpose?: string
  reference?: string
  resolutionId?: string
  months?: [string, string]
  tax?: string
}

interface FundFormProps {
  fund: Fund
  deed: AskedDeed
  open: boolean
  close: () => void
  done: () => void
}

const movesMoney = (deed: AskedDeed) => deed === 'spend' || deed === 'hand-over' || deed === 'income'

/** Asks for what is done with money of others: one form for each deed, with the fields that it needs. */
export function FundForm({ fund, deed, open, close, done }: FundFormProps) {
  const t = useFundTexts()
  const name = useFundName()
  const id = useRef(newId())
  const months = usualMonths(deed, todayHere())
  const bodyFor = (values: Values) => ({
    ...{ id: id.current, ...keyOf(fund), deed, ...bodyOf(values, deed) },
    homes: fund.kind === 'fund' && deed !== 'move-in' ? homesOf(values) : null,
  })
  const submit = (values: Values, idempotencyKey: string) =>
    call(billing.askFund, { body: bodyFor(values), idempotencyKey })
  return (
    <FormDrawer<Values, FundRequest>
      open={open}
      onClose={close}
      title={`${name(fund)} · ${t(`act.${deed}`)}`}
      intro={t(`form.intro.${deed}`, {
        amount: formatFen(deed === 'move-in' ? (fund.toMoveFen ?? 0) : fund.spendableFen),
      })}
      submitText={t(`act.${deed}`)}
      initialValues={{
        ...{ method: 'transfer', homesOf: 'community', months, tax: deed === 'manage' ? '6' : '0' },
        partyName: deed === 'hand-over' ? fund.principal : undefined,
        purpose: deed === 'hand-over' || deed === 'manage' || deed === 'move-in' ? t(`deed.${deed}`) : undefined,
      }}
      submit={submit}
      refusedAt={{
        'billing.fund_too_small': 'amount',
        'billing.fund_not_moved_in': 'amount',
        'billing.management_too_much': 'amount',
        'billing.resolution_used': 'resolutionId',
        'billing.resolution_missing': 'resolutionId',
        'billing.payee_account_missing': 'partyAccount',
        'billing.percent_wrong': 'tax',
        'billing.months_wrong': 'months',
        'billing.fund_homes_wrong': 'homesOf',
      }}
      onDone={() => {
        id.current = newId()
        done()
      }}
    >
      {deed === 'hand-over' || deed === 'manage' ? (
        <>
          <MonthsItem label={t('form.months')} missing={t('form.monthsMissing')} />
          <Basis fund={fund} deed={deed} />
        </>
      ) : null}
      {deed === 'spend' || deed === 'manage' ? <ResolutionField fund={fund} /> : null}
      <AmountField mostFen={deed === 'spend' || deed === 'hand-over' || deed === 'manage' ? fund.spendableFen : null} />
      {fund.kind === 'fund' && deed !== 'move-in' ? <HomesField fund={fund} /> : null}
      <TaxField fund={fund} deed={deed} />
      {movesMoney(deed) ? <MoneyFields deed={deed} /> : null}
      {deed === 'move-in' ? <MoveInField /> : null}
      <PurposeFields deed={deed} />
      <PaperFields />
    </FormDrawer>
  )
}

/** The month before is handed over, the quarter before is kept of. */
function usualMonths(deed: AskedDeed, today: string): [string, string] {
  const [year = 0, month = 1] = today.split('-').map(Number)
  const past = deed === 'manage' ? Math.floor((month - 1) / 3) * 3 : month - 1
  const text = (number: number) => new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7)
  return [text(past - (deed === 'manage' ? 3 : 1)), text(past - 1)]
}

function keyOf({ communityId, kind, itemId }: Fund) {
  return { communityId, kind, itemId }
}

function bodyOf(values: Values, deed: AskedDeed) {
  const { amount = '', method, partyName = '', partyAccount = '', purpose = '', reference = '' } = values
  const [fromMonth, toMonth] = (deed === 'hand-over' || deed === 'manage' ? values.months : undefined) ?? [null, null]
  return {
    ...{ amountFen: parseYuan(amount) ?? 0, purpose, reference, fileIds: paperIds(values), fromMonth, toMonth },
    taxRatePercent: (values.tax ?? '0').trim() === '0' ? null : (values.tax ?? '').trim(),
    resolutionId: deed === 'spend' || deed === 'manage' ? (values.resolutionId ?? null) : null,
    method: method === 'already' || !(movesMoney(deed) || deed === 'move-in') ? null : method,
    partyName: movesMoney(deed) ? partyName : '',
    partyAccount: movesMoney(deed) && deed !== 'income' && method === 'transfer' ? partyAccount.trim() : '',
  }
}

function AmountField({ mostFen }: { mostFen: number | null }) {
  const t = useFundTexts()
  return (
    <Form.Item
      name="amount"
      label={t('form.amount')}
      required
      rules={[
        {
          validator: async (_, text: string | undefined) => {
            const fen = parseYuan(text ?? '') ?? 0
            if (fen <= 0) throw new Error(t('form.amountWrong'))
            if (mostFen !== null && fen > mostFen) throw new Error(t('form.tooMuch', { amount: formatFen(mostFen) }))
          },
        },
      ]}
    >
      <Input inputMode="decimal" autoComplete="off" className="c-price" maxLength={16} />
    </Form.Item>
  )
}

const PERCENT = /^\d{1,3}(\.\d{1,6})?$/

/** Where tax is inside: other income of common parts, and what the company keeps. */
function TaxField({ fund, deed }: Pick<FundFormProps, 'fund' | 'deed'>) {
  const t = useFundTexts()
  if (deed !== 'manage' && !(deed === 'income' && fund.kind === 'public')) return null
  return (
    <Form.Item
      name="tax"
      label={t('form.tax')}
      extra={t('form.tax.hint')}
      rules={[
        {
          validator: async (_, text = '') => {
            if (!PERCENT.test(text.trim()) || Number(text) > 100) throw new Error(t('form.taxWrong'))
          },
        },
      ]}
    >
      <Input inputMode="decimal" autoComplete="off" className="c-price" maxLength={10} />
    </Form.Item>
  )
}

const METHODS = ['transfer', 'cash', 'cheque'] as const

/** By which way it is paid or came, and whom it goes to or came from. */
function MoneyFields({ deed }: { deed: AskedDeed }) {
  const t = useFundTexts()
  const isIncome = deed === 'income'
  return (
    <>
      <Form.Item
        name="partyName"
        label={t(isIncome ? 'form.party.income' : 'form.party')}
        rules={[{ required: true, whitespace: true, message: t('form.partyMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="method" label={t(isIncome ? 'form.method.income' : 'form.method')} required>
        <Select options={METHODS.map(value => ({ value, label: t(`method.${value}`) }))} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(one, two) => one.method !== two.method}>
        {({ getFieldValue }) =>
          getFieldValue('method') === 'transfer' && !isIncome ? (
            <Form.Item
              name="partyAccount"
              label={t('form.account')}
              extra={t('form.account.hint')}
              rules={[{ required: true, whitespace: true, message: t('form.accountMissing') }]}
            >
              <Input maxLength={40} autoComplete="off" inputMode="numeric" />
            </Form.Item>
          ) : null
        }
      </Form.Item>
    </>
  )
}

/** Out of the company's account; or what was in the special one before this system, against the opening balance. */
function MoveInField() {
  const t = useFundTexts()
  return (
    <Form.Item name="method" label={t('moveIn.from')} required>
      <Select
        options={[
          { value: 'transfer', label: t('moveIn.transfer') },
          { value: 'already', label: t('moveIn.already') },
        ]}
      />
    </Form.Item>
  )
}

function PurposeFields({ deed }: { deed: AskedDeed }) {
  const t = useFundTexts()
  return (
    <>
      <Form.Item
        name="purpose"
        label={t(deed === 'income' || deed === 'opening' ? 'form.purpose.income' : 'form.purpose')}
        extra={t('form.purpose.hint')}
        rules={[{ required: true, whitespace: true, message: t('form.purposeMissing') }]}
      >
        <Input
          maxLength={100}
          autoComplete="off"
          placeholder={deed === 'spend' ? t('form.purpose.spend') : undefined}
        />
      </Form.Item>
      <Form.Item name="reference" label={t('form.reference')}>
        <Input maxLength={50} autoComplete="off" className="c-price" />
      </Form.Item>
    </>
  )
}
