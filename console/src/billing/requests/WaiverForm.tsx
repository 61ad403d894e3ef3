import { billing, type WireResponseOf } from '@anju/contract'
import { formatFen } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { App, Form, Input, Radio } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { noPhotos, type Photos } from '../../service-desk/PhotoField.tsx'
import { PhotosItem } from '../../service-desk/PhotosItem.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ReasonField } from '../../shell/form/ReasonField.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import { parseYuan } from '../cashier/yuan.ts'
import { cycleMonth } from './cycle-month.ts'
import { renewRequests } from './requests.ts'
import { useRequestTexts } from './texts.ts'
import './requests.css'

interface Values {
  kind: 'waiver' | 'write-off'
  scope: 'principal' | 'penalty'
  measure: 'all' | 'percent' | 'amount'
  percent?: string
  amount?: string
  reason?: string
  photos?: Photos
}

interface WaiverFormProps {
  premisesId: string
  place: string
  billIds: string[]
  open: boolean
  close: () => void
}

type Preview = WireResponseOf<typeof billing.previewWaiver>

/** Asks for a waiver or a write-off, and shows before how it is spread over the bills. */
export function WaiverForm({ premisesId, place, billIds, open, close }: WaiverFormProps) {
  const t = useRequestTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  const [amountFen, setAmountFen] = useState<number>()
  return (
    <FormDrawer<Values, unknown>
      open={open}
      onClose={close}
      title={t('waiver.title', { place })}
      intro={t('waiver.intro')}
      submitText={
        amountFen === undefined ? t('waiver.submitPlain') : t('waiver.submit', { amount: formatFen(amountFen) })
      }
      initialValues={{ kind: 'waiver', scope: 'principal', measure: 'all', photos: noPhotos }}
      submit={(values, idempotencyKey) => {
        const { reason = '', photos = noPhotos } = values
        const body = { id: id.current, reason, photoIds: photos.ids, ...wantedOf(values, premisesId, billIds) }
        return call(billing.askWaiver, { body, idempotencyKey })
      }}
      onDone={() => {
        id.current = newId()
        renewRequests()
        void message.success(t('waiver.done'))
        close()
      }}
    >
      <Fields />
      <Form.Item noStyle shouldUpdate>
        {({ getFieldsValue }) => (
          <PreviewTable
            premisesId={premisesId}
            billIds={billIds}
            values={getFieldsValue(true) as Values}
            onAmount={setAmountFen}
          />
        )}
      </Form.Item>
      <ReasonField label={t('reason')} missing={t('reasonMissing')} />
      <Evidence />
    </FormDrawer>
  )
}

function wantedOf({ kind, scope, measure, percent, amount }: Values, premisesId: string, billIds: string[]) {
  return {
    ...{ premisesId, billIds, kind, scope: kind === 'write-off' ? ('principal' as const) : scope },
    percent: measure === 'percent' ? (percent ?? '').trim() : null,
    amountFen: measure === 'amount' ? (parseYuan(amount ?? '') ?? 0) : null,
  }
}

const PERCENT = /^\d{1,3}(\.\d{1,6})?$/

function isPercent(text = ''): boolean {
  return PERCENT.test(text.trim()) && Number(text) > 0 && Number(text) <= 100
}

function isAmount(text = ''): boolean {
  return (parseYuan(text) ?? 0) > 0
}

function Fields() {
  const t = useRequestTexts()
  const choices = <T extends string>(of: string, values: readonly T[]) =>
    values.map(value => ({ value, label: t(`${of}.${value}` as 'kind.waiver') }))
  return (
    <>
      <Form.Item name="kind" label={t('kind')} required extra={t('waiver.kind.hint')}>
        <Radio.Group options={choices('kind', ['waiver', 'write-off'])} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(one, two) => one.kind !== two.kind}>
        {({ getFieldValue }) =>
          getFieldValue('kind') === 'waiver' ? (
            <Form.Item name="scope" label={t('scope')} required>
              <Radio.Group options={choices('scope', ['principal', 'penalty'])} />
            </Form.Item>
          ) : null
        }
      </Form.Item>
      <Form.Item name="measure" label={t('waiver.measure')} required>
        <Radio.Group options={choices('waiver.measure', ['all', 'percent', 'amount'])} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(one, two) => one.measure !== two.measure}>
        {({ getFieldValue }) => <MeasureField measure={getFieldValue('measure') as Values['measure']} />}
      </Form.Item>
    </>
  )
}

function MeasureField({ measure }: { measure: Values['measure'] }) {
  const t = useRequestTexts()
  if (measure === 'all') return null
  const [fits, wrong] =
    measure === 'percent' ? ([isPercent, t('percentWrong')] as const) : ([isAmount, t('amountWrong')] as const)
  return (
    <Form.Item
      name={measure}
      label={t(`waiver.${measure}`)}
      rules={[
        {
          required: true,
          validator: (_, text: string | undefined) =>
            fits(text) ? Promise.resolve() : Promise.reject(new Error(wrong)),
        },
      ]}
    >
      <Input inputMode="decimal" autoComplete="off" style={{ width: 180 }} />
    </Form.Item>
  )
}

interface PreviewTableProps {
  premisesId: string
  billIds: string[]
  values: Values
  onAmount: (fen: number | undefined) => void
}

function PreviewTable({ premisesId, billIds, values, onAmount }: PreviewTableProps) {
  const t = useRequestTexts()
  const complete =
    values.measure === 'all' || (values.measure === 'percent' ? isPercent(values.percent) : isAmount(values.amount))
  const body = wantedOf(values, premisesId, billIds)
  const { data, error } = useQuery({
    queryKey: [billing.previewWaiver.path, body],
    enabled: complete,
    staleTime: 0,
    retry: false,
    queryFn: ({ signal }) => call(billing.previewWaiver, { body, signal }),
  })
  // The button names the amount: the one of this table, or none.
  const amountFen = complete && !error ? data?.amountFen : undefined
  useEffect(() => onAmount(amountFen), [amountFen, onAmount])
  if (error) return <FailureAlert error={error} />
  return data ? <Parts of={data} label={t('waiver.preview')} /> : null
}

function Parts({ of, label }: { of: Preview; label: string }) {
  const t = useRequestTexts()
  return (
    <table className="rq-parts" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{label}</th>
          <th scope="col">{t('waiver.owed')}</th>
          <th scope="col">{t('waiver.waived')}</th>
        </tr>
      </thead>
      <tbody>
        {of.parts.map(part => (
          <tr key={part.billId}>
            <th scope="row">
              {part.itemName} {cycleMonth(part.cycleStart)}
            </th>
            <td>
              <MoneyText fen={part.owedFen} />
            </td>
            <td>
              <MoneyText fen={part.waivedFen} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('waiver.sum')}</th>
          <td>
            <MoneyText fen={of.owedFen} />
          </td>
          <td>
            <MoneyText fen={of.amountFen} strong />
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

/** Pictures that prove it; the form waits until they have arrived. */
export function Evidence() {
  const t = useRequestTexts()
  return <PhotosItem label={t('photos')} hint={t('photos.hint')} max={6} />
}
