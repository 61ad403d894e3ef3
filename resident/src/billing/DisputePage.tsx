import { billing } from '@anju/contract'
import {
  Button,
  formatFen,
  Loaded,
  Notice,
  Page,
  PhotoPicker,
  SelectField,
  TextAreaField,
  usePhotoDrafts,
  useRefusalText,
  useToast,
} from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { type SubmitEvent, useId, useRef, useState } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../api.ts'
import { uploadPhoto } from '../photos/upload-photo.ts'
import { useBack } from '../shell/back.ts'
import type { BillDetail } from './BillPage.tsx'
import { useDisputeTexts } from './dispute-texts.ts'
import { billQuery, renewDisputes } from './disputes.ts'

const MOST_PHOTOS = 6
const WHOLE = 'whole'

/** Object to a bill, or to a line of it; staff answer. */
export function DisputePage() {
  const t = useDisputeTexts()
  const { billId } = useParams({ from: '/signed-in/bills/$billId/dispute' })
  const back = useBack('/bills')
  const bill = useQuery(billQuery(billId))
  const form = useId()
  const sending = useSending(billId)
  return (
    <Page title={t('title')} onBack={back} foot={bill.data ? <SubmitBar form={form} sending={sending} /> : undefined}>
      <Loaded query={bill}>{data => <Form id={form} bill={data} sending={sending} />}</Loaded>
    </Page>
  )
}

type Sending = ReturnType<typeof useSending>

function useSending(billId: string) {
  const t = useDisputeTexts()
  const toast = useToast()
  const navigate = useNavigate()
  const id = useRef(newId())
  const photos = usePhotoDrafts({ max: MOST_PHOTOS, newId, upload: uploadPhoto })
  const send = useMutation({
    mutationFn: (typed: { lineId: string | null; reason: string }) =>
      call(billing.openMyDispute, { body: { id: id.current, billId, ...typed, photoIds: [...photos.uploadedIds] } }),
    onSuccess: async () => {
      toast(t('form.done'))
      await renewDisputes(billId)
      void navigate({ to: '/bills/$billId', params: { billId }, replace: true })
    },
  })
  return { photos, send }
}

function Form({ id, bill, sending }: { id: string; bill: BillDetail; sending: Sending }) {
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
          { value: WHOLE, label: `${t('whole')} ¥${formatFen(bill.amountFen)}` },
          ...(lines.length > 1 ? lines : []).map(line => ({
            value: line.id,
            label: `${t('line', { from: line.segmentStart, to: line.segmentEnd })} ¥${formatFen(line.amountFen)}`,
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

function SubmitBar({ form, sending: { photos, send } }: { form: string; sending: Sending }) {
  const t = useDisputeTexts()
  const explain = useRefusalText()
  const failed = photos.photos.some(photo => photo.state === 'failed')
  const wait = photos.busy ? t('form.arriving') : failed ? t('form.failed') : null
  return (
    <div className="aj-action-bar__main">
      {send.error ? (
        <Notice tone="danger" announce>
          {explain(send.error)}
        </Notice>
      ) : null}
      <Button type="submit" form={form} wide loading={send.isPending} disabledReason={wait}>
        {t('form.submit')}
      </Button>
    </div>
  )
}
