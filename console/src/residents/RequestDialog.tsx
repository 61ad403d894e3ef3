import { residents } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { App, Form, Input, Modal, Select } from 'antd'
import { useRef } from 'react'
import { call } from '../api.ts'
import { FailureAlert } from '../shell/states/FailureAlert.tsx'
import { GROUNDS, type RequestDetail, renewPersonalData } from './data-requests.ts'
import { ErasurePreview } from './ErasurePreview.tsx'
import { usePersonalDataTexts } from './personal-data-texts.ts'

export type Deed = 'complete' | 'refuse' | 'propose' | 'approve' | 'return'

interface Values {
  answer?: string
  reason?: string
  ground?: (typeof GROUNDS)[number]
}

interface RequestDialogProps {
  of: RequestDetail
  /** undefined: closed. */
  deed: Deed | undefined
  close: () => void
}

const send: Record<Deed, (of: RequestDetail, values: Values) => Promise<unknown>> = {
  complete: (of, { answer = '' }) =>
    call(residents.completeDataRequest, { params: { requestId: of.id }, body: { version: of.version, answer } }),
  refuse: (of, { answer = '', ground = 'law' }) =>
    call(residents.refuseDataRequest, { params: { requestId: of.id }, body: { version: of.version, ground, answer } }),
  propose: (of, { answer = '' }) =>
    call(residents.proposeErasure, { params: { requestId: of.id }, body: { version: of.version, answer } }),
  approve: of => call(residents.approveErasure, { params: { requestId: of.id }, body: { version: of.version } }),
  return: (of, { reason = '' }) =>
    call(residents.returnErasure, { params: { requestId: of.id }, body: { version: of.version, reason } }),
}

/** Says what follows, asks for the words, and does it. */
export function RequestDialog({ of, deed, close }: RequestDialogProps) {
  const t = usePersonalDataTexts()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  // The words stay while the dialog fades out.
  const last = useRef<Deed>('complete')
  if (deed) last.current = deed
  const shown = deed ?? last.current
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: (values: Values) => send[shown](of, values),
    onSuccess: () => {
      void message.success(t(`done.${shown}`))
      leave()
    },
    onSettled: renewPersonalData,
  })
  const leave = () => {
    reset()
    close()
  }
  const name = of.requesterName
  const danger = shown === 'refuse' || shown === 'approve' || shown === 'propose'
  return (
    <Modal
      open={deed !== undefined}
      title={shown === 'return' ? t('return.title') : t(`${shown}.title`, { name })}
      onCancel={leave}
      onOk={() => form.submit()}
      okText={t(shown)}
      okButtonProps={{ danger }}
      cancelText={t('cancel')}
      confirmLoading={isPending}
      width={shown === 'approve' ? 640 : 480}
      destroyOnHidden
    >
      {shown === 'return' ? null : <p className="rs-quiet">{t(`${shown}.text`)}</p>}
      {shown === 'complete' && of.kind === 'withdrawal' ? <p className="rs-quiet">{t('complete.withdrawal')}</p> : null}
      {shown === 'approve' ? <ErasurePreview requestId={of.id} /> : null}
      <Form form={form} layout="vertical" onFinish={values => mutate(values)} preserve={false}>
        <FailureAlert error={error} />
        <Fields of={of} deed={shown} />
      </Form>
    </Modal>
  )
}

function Fields({ of, deed }: { of: RequestDetail; deed: Deed }) {
  const t = usePersonalDataTexts()
  if (deed === 'approve') return null
  if (deed === 'return')
    return (
      <Form.Item
        name="reason"
        label={t('reason')}
        rules={[{ required: true, whitespace: true, message: t('reason.missing') }]}
      >
        <Input autoFocus maxLength={100} autoComplete="off" />
      </Form.Item>
    )
  return (
    <>
      {deed === 'refuse' ? (
        <Form.Item name="ground" label={t('ground')} rules={[{ required: true, message: t('ground.missing') }]}>
          <Select options={GROUNDS.map(value => ({ value, label: t(`ground.${value}`) }))} />
        </Form.Item>
      ) : null}
      <Form.Item
        name="answer"
        label={t('answer')}
        initialValue={of.answer ?? undefined}
        rules={[{ required: true, whitespace: true, message: t('answer.missing') }]}
      >
        <Input.TextArea rows={4} maxLength={1000} showCount />
      </Form.Item>
    </>
  )
}
