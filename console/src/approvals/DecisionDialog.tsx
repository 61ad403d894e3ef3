import { approvals } from '@anju/contract'
import { formatFen } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { App, Form, Input, Modal } from 'antd'
import { useRef, useState } from 'react'
import { v7 as newId } from 'uuid'
import { call, queryClient } from '../api.ts'
import { FailureAlert } from '../shell/states/FailureAlert.tsx'
import { type ApprovalDetail, renewApprovals } from './approvals.ts'
import { useApprovalWords } from './kind-words.ts'
import { useRequestWords } from './request-words.ts'
import { useApprovalTexts } from './texts.ts'

export type Deed = 'approve' | 'reject' | 'withdraw' | 'comment'

interface DecisionDialogProps {
  of: ApprovalDetail
  /** undefined: closed. */
  deed: Deed | undefined
  close: () => void
}

/** Says what follows, asks for the word that belongs to it, and does it. */
export function DecisionDialog({ of, deed, close }: DecisionDialogProps) {
  const t = useApprovalTexts()
  const word = useApprovalWords()
  const say = useRequestWords()
  const { message } = App.useApp()
  const [form] = Form.useForm<{ note?: string }>()
  // The words stay while the dialog fades out.
  const last = useRef<Deed>('approve')
  if (deed) last.current = deed
  const shown = deed ?? last.current
  const [commentId, setCommentId] = useState(() => newId())
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: ({ note = '' }: { note?: string }) => send(of, shown, note, commentId),
    onSuccess: answer => {
      setCommentId(newId())
      void message.success(
        shown === 'approve'
          ? answer.state === 'approved'
            ? t('done.approve', { kind: word(`kind.${of.kind}`) })
            : t('done.approveNext')
          : t(`done.${shown}`),
      )
      leave()
    },
    onSettled: () => {
      renewApprovals()
      // What was approved has moved money: whatever shows bills, purses or receipts asks again.
      if (shown === 'approve') void queryClient.invalidateQueries()
    },
  })
  const leave = () => {
    reset()
    close()
  }
  return (
    <Modal
      open={deed !== undefined}
      title={t(`dialog.${shown}`, { title: say(of.title, of.words) })}
      onCancel={leave}
      onOk={() => form.submit()}
      okText={t(shown)}
      okButtonProps={{ danger: shown === 'reject' }}
      cancelText={t('cancel')}
      confirmLoading={isPending}
      width={480}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" onFinish={values => mutate(values)} preserve={false}>
        <FailureAlert error={error} />
        <What of={of} deed={shown} />
        <Note deed={shown} />
      </Form>
    </Modal>
  )
}

function send(of: ApprovalDetail, deed: Deed, note: string, commentId: string) {
  const params = { requestId: of.id }
  const { version } = of
  if (deed === 'approve') return call(approvals.approveRequest, { params, body: { version, note } })
  if (deed === 'reject') return call(approvals.rejectRequest, { params, body: { version, reason: note } })
  if (deed === 'withdraw') return call(approvals.withdrawRequest, { params, body: { version, reason: note } })
  return call(approvals.commentRequest, { params, body: { id: commentId, text: note } })
}

function What({ of, deed }: { of: ApprovalDetail; deed: Deed }) {
  const t = useApprovalTexts()
  const word = useApprovalWords()
  if (deed === 'withdraw') return <p className="ap-quiet">{t('dialog.withdraw.text')}</p>
  if (deed !== 'approve') return null
  const next = of.passed + 2
  return (
    <p className="ap-quiet">
      {next <= of.steps
        ? t('dialog.approve.next', { step: next })
        : t('dialog.approve.last', { kind: word(`kind.${of.kind}`), amount: formatFen(of.amountFen) })}
    </p>
  )
}

const FIELDS = {
  approve: 'field.note',
  reject: 'field.reason',
  withdraw: 'field.withdraw',
  comment: 'field.comment',
} as const

function Note({ deed }: { deed: Deed }) {
  const t = useApprovalTexts()
  const needed = deed === 'reject' || deed === 'comment'
  const extra = deed === 'approve' ? t('field.note.hint') : deed === 'reject' ? t('field.reason.hint') : undefined
  return (
    <Form.Item
      name="note"
      label={t(FIELDS[deed])}
      extra={extra}
      rules={needed ? [{ required: true, whitespace: true, message: t('field.missing') }] : []}
    >
      {deed === 'reject' ? (
        <Input autoFocus maxLength={100} autoComplete="off" />
      ) : (
        <Input.TextArea autoFocus rows={3} maxLength={500} />
      )}
    </Form.Item>
  )
}
