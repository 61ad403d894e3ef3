import { payments } from '@anju/contract'
import { formatFen } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { App, Form, Radio } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ReasonField } from '../../shell/form/ReasonField.tsx'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import { type Candidate, type ChannelRow, candidatesQuery, effectOf, renewChannels } from './channels.ts'
import { useChannelTexts } from './texts.ts'

interface Values {
  /** The id of one of ours, or what becomes of it without. */
  with: string
  reason: string
}

interface DifferenceFormProps {
  statementId: string
  row: ChannelRow
  close: () => void
}

const ALONE = 'alone'
const DISMISS = 'dismiss'

/** Asks to deal with a difference; somebody else confirms it. */
export function DifferenceForm({ statementId, row, close }: DifferenceFormProps) {
  const t = useChannelTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  const ofChannel = row.place !== null
  return (
    <FormDrawer<Values, unknown>
      open
      onClose={close}
      title={t('difference.title', { reference: row.reference || '–' })}
      intro={t(`difference.intro.${row.outcome === 'matched' ? 'amount' : row.outcome}`)}
      submitText={t('difference.ask')}
      initialValues={{ with: ofChannel ? (row.oursId ?? undefined) : ALONE }}
      submit={({ with: ours, reason }, idempotencyKey) =>
        call(payments.askChannelDifference, {
          params: { statementId },
          body: {
            ...{ id: id.current, reason, decision: ours === DISMISS ? 'dismiss' : 'book' },
            ...(ofChannel ? { rowId: row.id } : { oursId: row.oursId ?? '' }),
            ...(ofChannel && ours !== ALONE && ours !== DISMISS ? { oursId: ours } : {}),
          },
          idempotencyKey,
        })
      }
      onDone={() => {
        renewChannels()
        void message.success(t('difference.asked'))
        close()
      }}
    >
      {ofChannel ? <With statementId={statementId} row={row} /> : null}
      <EffectOf statementId={statementId} row={row} />
      <ReasonField label={t('reason')} missing={t('reasonMissing')} />
    </FormDrawer>
  )
}

function useCandidates(statementId: string, row: ChannelRow) {
  return useQuery({ ...candidatesQuery(statementId, row.id), enabled: row.place !== null })
}

function With({ statementId, row }: { statementId: string; row: ChannelRow }) {
  const t = useChannelTexts()
  const { data, error, isPending } = useCandidates(statementId, row)
  const wordsOf = (one: Candidate) =>
    t('difference.ours', {
      amount: formatFen(one.amountFen),
      reference: one.reference || t('difference.noReference'),
      day: one.paidOn,
      place: one.premisesLabel ?? '',
      receipt: one.receiptNumber ?? '',
    })
  return (
    <>
      <FailureAlert error={error} />
      <Form.Item
        name="with"
        label={t('difference.with')}
        extra={isPending ? t('difference.looking') : undefined}
        rules={[{ required: true, message: t('difference.withMissing') }]}
      >
        <Radio.Group className="ch-choices">
          {(data?.items ?? []).map(one => (
            <Radio key={one.id} value={one.id}>
              {wordsOf(one)}
            </Radio>
          ))}
          <Radio value={ALONE}>{t(row.kind === 'refund' ? 'difference.lost' : 'difference.over')}</Radio>
          <Radio value={DISMISS}>{t('difference.dismiss')}</Radio>
        </Radio.Group>
      </Form.Item>
    </>
  )
}

/** What will be posted when it is confirmed. */
function EffectOf({ statementId, row }: { statementId: string; row: ChannelRow }) {
  const t = useChannelTexts()
  const form = Form.useFormInstance<Values>()
  const chosen = Form.useWatch('with', form)
  const { data } = useCandidates(statementId, row)
  if (chosen === undefined && row.place !== null) return null
  if (chosen === DISMISS) return <p className="ch-effect">{t('effect.none')}</p>
  const ours = row.place === null ? row.oursFen : data?.items.find(one => one.id === chosen)?.amountFen
  const { bankFen, feeFen, oursFen, overFen } = effectOf(row, ours ?? 0)
  const parts: [string, number][] = [
    [t('effect.bank'), bankFen],
    [t('effect.fee'), feeFen],
    [t('effect.ours'), -oursFen],
    [t(overFen > 0 ? 'effect.over' : 'effect.short'), -overFen],
  ]
  return (
    <dl className="ch-effect" aria-label={t('effect')}>
      {parts
        .filter(([, fen]) => fen !== 0)
        .map(([name, fen]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{t(fen > 0 ? 'effect.debit' : 'effect.credit', { amount: formatFen(Math.abs(fen)) })}</dd>
          </div>
        ))}
    </dl>
  )
}
