import { portal } from '@anju/contract'
import { Button, Notice, Sheet, type StarCount, StarRating, TextAreaField, useRefusalText, useToast } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useId, useState } from 'react'
import { call, queryClient } from '../api.ts'
import { myOrderKey, type OrderDetail } from './order.ts'
import { useOrderTexts } from './order-texts.ts'

const LONGEST_COMMENT = 500
const LONGEST_REASON = 100

/** The two answers of the household to finished work, at the bottom of the page. */
export function OrderAnswer({ orderId }: { orderId: string }) {
  const t = useOrderTexts()
  const [open, setOpen] = useState<'confirm' | 'reject' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <Button look="secondary" onClick={() => setOpen('reject')}>
        {t('reject')}
      </Button>
      <div className="aj-action-bar__main">
        <Button wide onClick={() => setOpen('confirm')}>
          {t('confirm')}
        </Button>
      </div>
      <ConfirmSheet orderId={orderId} open={open === 'confirm'} onClose={close} />
      <RejectSheet orderId={orderId} open={open === 'reject'} onClose={close} />
    </>
  )
}

interface SheetProps {
  orderId: string
  open: boolean
  onClose: () => void
}

/** Shows what the server made of it; everything else of the household is read again. */
function take(order: OrderDetail): void {
  queryClient.setQueryData(myOrderKey(order.id), order)
  void queryClient.invalidateQueries({ queryKey: ['my'] })
}

function ConfirmSheet({ orderId, open, onClose }: SheetProps) {
  const t = useOrderTexts()
  const formId = useId()
  const toast = useToast()
  const explain = useRefusalText()
  const [score, setScore] = useState<StarCount | null>(null)
  const [comment, setComment] = useState('')
  const [tried, setTried] = useState(false)
  const confirm = useMutation({
    mutationFn: (body: { score: number; comment?: string }) =>
      call(portal.confirmMyOrder, { params: { orderId }, body }),
    onSuccess: order => {
      toast(t('confirmed'))
      take(order)
    },
  })

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    setTried(true)
    if (score) confirm.mutate({ score, comment: comment.trim() || undefined })
  }

  const words = { 1: t('score.1'), 2: t('score.2'), 3: t('score.3'), 4: t('score.4'), 5: t('score.5') }
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('confirmTitle')}
      foot={
        <Button type="submit" form={formId} wide loading={confirm.isPending}>
          {t('confirmSubmit')}
        </Button>
      }
    >
      <form id={formId} className="aj-stack" onSubmit={submit} noValidate>
        <StarRating
          legend={t('score')}
          value={score}
          onChange={setScore}
          words={words}
          error={tried && score === null && t('scoreMissing')}
        />
        <TextAreaField
          label={t('comment')}
          optional
          rows={2}
          maxLength={LONGEST_COMMENT}
          value={comment}
          onChange={setComment}
        />
        {confirm.error ? (
          <Notice tone="danger" announce>
            {explain(confirm.error)}
          </Notice>
        ) : null}
      </form>
    </Sheet>
  )
}

function RejectSheet({ orderId, open, onClose }: SheetProps) {
  const t = useOrderTexts()
  const formId = useId()
  const toast = useToast()
  const explain = useRefusalText()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const reject = useMutation({
    mutationFn: () => call(portal.rejectMyOrder, { params: { orderId }, body: { reason: reason.trim() } }),
    onSuccess: order => {
      toast(t('rejected'))
      take(order)
    },
  })

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    setTried(true)
    if (reason.trim()) reject.mutate()
  }

  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('rejectTitle')}
      foot={
        <Button type="submit" form={formId} wide loading={reject.isPending}>
          {t('rejectSubmit')}
        </Button>
      }
    >
      <form id={formId} className="aj-stack" onSubmit={submit} noValidate>
        <p>{t('rejectText')}</p>
        <TextAreaField
          label={t('reason')}
          placeholder={t('reasonHint')}
          rows={3}
          maxLength={LONGEST_REASON}
          value={reason}
          onChange={setReason}
          error={tried && !reason.trim() && t('reasonMissing')}
        />
        {reject.error ? (
          <Notice tone="danger" announce>
            {explain(reject.error)}
          </Notice>
        ) : null}
      </form>
    </Sheet>
  )
}
