import { residents } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { App, Form, Input, Modal, Radio } from 'antd'
import { useRef } from 'react'
import { call } from '../api.ts'
import { FailureAlert } from '../shell/states/FailureAlert.tsx'
import { type ApplicationDetail, renewResidents } from './applications.ts'
import { useResidentsTexts } from './texts.ts'

export type Verdict = 'approve' | 'reject'

interface Values {
  who?: string
  untilOn?: string
  reason?: string
}

interface DecideDialogProps {
  of: ApplicationDetail
  /** undefined: closed. */
  verdict: Verdict | undefined
  close: () => void
}

const NEW = 'new'

/** Says what follows, asks who the applicant is or why not, and decides. */
export function DecideDialog({ of, verdict, close }: DecideDialogProps) {
  const t = useResidentsTexts()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  // The words stay while the dialog fades out.
  const last = useRef<Verdict>('approve')
  if (verdict) last.current = verdict
  const shown = verdict ?? last.current
  const name = of.applicantName
  const place = of.label
  const params = { applicationId: of.id }
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: ({ who, untilOn, reason = '' }: Values) =>
      shown === 'approve'
        ? call(residents.approveApplication, {
            params,
            body: { version: of.version, personId: !who || who === NEW ? null : who, untilOn: untilOn || null },
          })
        : call(residents.rejectApplication, { params, body: { version: of.version, reason } }),
    onSuccess: () => {
      void message.success(shown === 'approve' ? t('approve.done', { name, place }) : t('reject.done'))
      leave()
    },
    onSettled: renewResidents,
  })
  const leave = () => {
    reset()
    close()
  }
  return (
    <Modal
      open={verdict !== undefined}
      title={t(shown === 'approve' ? 'approve.title' : 'reject.title', { name })}
      onCancel={leave}
      onOk={() => form.submit()}
      okText={t(shown)}
      okButtonProps={{ danger: shown === 'reject' }}
      cancelText={t('cancel')}
      confirmLoading={isPending}
      width={480}
      destroyOnHidden
    >
      {shown === 'approve' ? (
        <p className="rs-quiet">{t('approve.text', { name, place, kind: t(`kind.${of.kind}`) })}</p>
      ) : null}
      <Form form={form} layout="vertical" onFinish={values => mutate(values)} preserve={false}>
        <FailureAlert error={error} />
        {shown === 'approve' ? <ApproveFields of={of} /> : <RejectFields />}
      </Form>
    </Modal>
  )
}

/** Whether the applicant is somebody recorded in the home already, and how long the stay is. */
function ApproveFields({ of }: { of: ApplicationDetail }) {
  const t = useResidentsTexts()
  const free = of.occupants.filter(occupant => !occupant.hasAccount)
  const same = free.find(occupant => occupant.sameName)
  return (
    <>
      {free.length > 0 ? (
        <Form.Item
          name="who"
          label={t('approve.who')}
          extra={t('approve.existingHint')}
          initialValue={same?.personId ?? NEW}
        >
          <Radio.Group
            className="rs-choices"
            options={[
              { value: NEW, label: t('approve.new') },
              ...free.map(({ personId, name, kind }) => ({
                value: personId,
                label: t('approve.existing', { name, kind: t(`kind.${kind as 'owner'}`) }),
              })),
            ]}
          />
        </Form.Item>
      ) : null}
      <Form.Item name="untilOn" label={t('approve.until')} extra={t('approve.untilHint')}>
        <Input type="date" style={{ width: 180 }} />
      </Form.Item>
    </>
  )
}

function RejectFields() {
  const t = useResidentsTexts()
  return (
    <Form.Item
      name="reason"
      label={t('reject.reason')}
      extra={t('reject.hint')}
      rules={[{ required: true, whitespace: true, message: t('reject.missing') }]}
    >
      <Input autoFocus maxLength={100} autoComplete="off" />
    </Form.Item>
  )
}
