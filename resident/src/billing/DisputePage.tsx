import { billing } from '@anju/contract'
import { formatMoney, Loaded, Notice, Page, PhotoPicker, SelectField, TextAreaField, useToast } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { type SubmitEvent, useId, useState } from 'react'
import { call } from '../api.ts'
import { navigate, useParams } from '../navigation.ts'
import { SubmitBar } from '../photos/SubmitBar.tsx'
import { type Sending, useSending } from '../photos/use-sending.ts'
import { useBack } from '../shell/back.ts'
import type { BillDetail } from './BillPage.tsx'
import { useDisputeTexts } from './dispute-texts.ts'
import { billQuery, renewDisputes } from './disputes.ts'

const MOST_PHOTOS = 6
const WHOLE = 'whole'

/** Object to a bill, or to a line of it; staff answer. */
export function DisputePage() {
  const t = useDisputeTexts()
  const { billId } = useParams('/bills/$billId/dispute')
  const back = useBack('/bills')
  const bill = useQuery(billQuery(billId))
  const form = useId()
  const sending = useDispute(billId)
  return (
    <Page
      title={t('title')}
      onBack={back}
      foot={bill.data ? <SubmitBar form={form} label={t('form.submit')} sending={sending} /> : undefined}
    >
      <Loaded query={bill}>{data => <Form id={form} bill={data} sending={sending} />}</Loaded>
    </Page>
  )
}

interface Typed {
  lineId: string | null
  reason: string
}

function useDispute(billId: string): Sending<Typed> {
  const t = useDisputeTexts()
  const toast = useToast()
  return useSending({
    max: MOST_PHOTOS,
    post: (typed, attached) => call(billing.openMyDispute, { body: { ...attached, billId, ...typed } }),
    onSent: async () => {
      toast(t('form.done'))
      await renewDisputes(billId)
      navigate({ to: '/bills/$billId', params: { billId }, replace: true })
    },
  })
}

function Form({ id, bill, sending }: { id: string; bill: BillDetail; sending: Sending<Typed> }) {
  const t = useDisputeTexts()
  const [what, setWhat] = useState(WHOLE)
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const reason = typed.trim()

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    setTried(true)
    if (reason) sending.send.mutate({ lineId: what === WHOLE ? null : what, reason })
  }

  const lines = bill.lines.filter(line => line.amountFen !== 0)
  return (
    <form id={id} className="aj-stack aj-stack--wide" onSubmit={submit} noValidate>
      <Notice>{t('held')}</Notice>
      <SelectField
        label={t('form.what')}
        hint={`${bill.itemName} · ${bill.premisesLabel}`}
        value={what}
        onChange={setWhat}
        choices={[
          { value: WHOLE, label: `${t('whole')} ${formatMoney(bill.amountFen)}` },
          ...(lines.length > 1 ? lines : []).map(line => ({
            value: line.id,
            label: `${t('line', { from: line.segmentStart, to: line.segmentEnd })} ${formatMoney(line.amountFen)}`,
          })),
        ]}
      />
      <TextAreaField
        label={t('form.reason')}
        placeholder={t('form.reasonHint')}
        rows={4}
        maxLength={200}
        value={typed}
        onChange={setTyped}
        error={tried && !reason ? t('form.missing') : undefined}
      />
      <PhotoPicker
        label={t('form.photos')}
        hint={t('form.photosHint', { max: MOST_PHOTOS })}
        optional
        camera
        drafts={sending.photos}
      />
    </form>
  )
}
