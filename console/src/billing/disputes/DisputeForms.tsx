import { billing } from '@anju/contract'
import { App, Form, Input, Radio, Select } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { noPhotos, type Photos } from '../../service-desk/PhotoField.tsx'
import { PhotosItem } from '../../service-desk/PhotosItem.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import type { Bill } from '../bills/BillDrawer.tsx'
import { cycleText } from '../cycle-text.ts'
import { type DisputeDetail, REMEDIES, renewDisputes } from './disputes.ts'
import { useDisputeTexts } from './texts.ts'

interface Answer {
  outcome: 'upheld' | 'rejected'
  remedy?: (typeof REMEDIES)[number]
  answer: string
}

/** Answers a dispute: upheld with what is done, or rejected, with words for the household. */
export function AnswerForm({ dispute, close }: { dispute: DisputeDetail; close: () => void }) {
  const t = useDisputeTexts()
  const { message } = App.useApp()
  return (
    <FormDrawer<Answer, unknown>
      open
      onClose={close}
      title={t('answer.title', { place: dispute.premisesLabel, item: dispute.itemName })}
      intro={t('answer.intro')}
      submitText={t('answer.submit')}
      submit={({ outcome, remedy, answer }, idempotencyKey) => {
        const body = { outcome, answer, remedy: outcome === 'upheld' ? (remedy ?? null) : null }
        return call(billing.answerDispute, { params: { disputeId: dispute.id }, body, idempotencyKey })
      }}
      onDone={() => {
        renewDisputes()
        void message.success(t('answer.done'))
        close()
      }}
    >
      <Form.Item
        name="outcome"
        label={t('answer.outcome')}
        rules={[{ required: true, message: t('answer.outcome.missing') }]}
      >
        <Radio.Group
          options={(['upheld', 'rejected'] as const).map(value => ({ value, label: t(`state.${value}`) }))}
        />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(one, two) => one.outcome !== two.outcome}>
        {({ getFieldValue }) => (getFieldValue('outcome') === 'upheld' ? <RemedyItem /> : null)}
      </Form.Item>
      <Form.Item
        name="answer"
        label={t('answer.words')}
        rules={[{ required: true, whitespace: true, message: t('answer.words.missing') }]}
      >
        <Input.TextArea rows={4} maxLength={200} showCount />
      </Form.Item>
    </FormDrawer>
  )
}

function RemedyItem() {
  const t = useDisputeTexts()
  return (
    <Form.Item name="remedy" label={t('remedy')} rules={[{ required: true, message: t('answer.remedy.missing') }]}>
      <Radio.Group options={REMEDIES.map(value => ({ value, label: t(`remedy.${value}`) }))} />
    </Form.Item>
  )
}

const WHOLE = 'whole'

interface Objection {
  what: string
  reason: string
  photos?: Photos
}

/** Records what a household objects to, at the counter or on the phone. */
export function RecordForm({ bill, close }: { bill: Bill; close: () => void }) {
  const t = useDisputeTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  return (
    <FormDrawer<Objection, unknown>
      open
      onClose={close}
      title={t('record.title', { number: bill.number })}
      intro={t('record.intro')}
      submitText={t('record')}
      initialValues={{ what: WHOLE, photos: noPhotos }}
      submit={({ what, reason, photos = noPhotos }, idempotencyKey) => {
        const body = { id: id.current, billId: bill.id, lineId: what === WHOLE ? null : what, reason }
        return call(billing.openDispute, { body: { ...body, photoIds: photos.ids }, idempotencyKey })
      }}
      onDone={() => {
        renewDisputes()
        void message.success(t('record.done'))
        close()
      }}
    >
      <Form.Item name="what" label={t('what')}>
        <Select
          options={[
            { value: WHOLE, label: t('whole') },
            ...bill.lines.map(line => ({ value: line.id, label: cycleText(line.segmentStart, line.segmentEnd) })),
          ]}
        />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('reason')}
        rules={[{ required: true, whitespace: true, message: t('reasonMissing') }]}
      >
        <Input.TextArea rows={3} maxLength={200} showCount />
      </Form.Item>
      <PhotosItem label={t('photos')} hint={t('photos.hint')} max={6} />
    </FormDrawer>
  )
}
