import { billing, type WireResponseOf } from '@anju/contract'
import { Form, Input } from 'antd'
import { call } from '../../api.ts'
import { noPhotos, type Photos } from '../../service-desk/PhotoField.tsx'
import { PhotosItem } from '../../service-desk/PhotosItem.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { DateField } from '../DateField.tsx'
import { PremisesSelect } from '../rules/PremisesSelect.tsx'
import type { Discount } from './discount.ts'
import { useDiscountTexts } from './texts.ts'

export type Grant = WireResponseOf<typeof billing.listDiscountGrants>['items'][number]
export type Outcome = WireResponseOf<typeof billing.grantDiscount>

interface GrantValues {
  photos?: Photos
  premisesId: string
  fromOn: string
  toOn: string
  reason: string
}

interface GrantFormProps {
  discount: Discount
  open: boolean
  close: () => void
  done: (outcome: Outcome) => void
}

/** Gives a discount to premises for some days, or asks somebody else to approve that. */
export function GrantForm({ discount, open, close, done }: GrantFormProps) {
  const t = useDiscountTexts()
  return (
    <FormDrawer<GrantValues, Outcome>
      open={open}
      onClose={close}
      title={t('grantTitle', { name: discount.name })}
      intro={
        <>
          <p>{t('grantIntro')}</p>
          {discount.needsApproval ? <p>{t('grantWaits')}</p> : null}
        </>
      }
      submitText={t(discount.needsApproval ? 'askGrant' : 'grant')}
      initialValues={{ photos: noPhotos }}
      submit={({ photos = noPhotos, ...values }, idempotencyKey) =>
        call(billing.grantDiscount, {
          body: { ...values, id: idempotencyKey, discountId: discount.id, photoIds: photos.ids },
          idempotencyKey,
        })
      }
      refusedAt={{
        'billing.grant_taken': 'fromOn',
        'billing.grant_overlaps': 'fromOn',
        'billing.discount_asked': 'premisesId',
      }}
      onDone={done}
    >
      <Form.Item
        name="premisesId"
        label={t('premises')}
        rules={[{ required: true, message: t('premisesMissing') }]}
        validateTrigger="onChange"
      >
        <PremisesSelect communityId={discount.communityId} />
      </Form.Item>
      <Days />
      <Reason />
      <PhotosItem
        label={t('evidence')}
        hint={t('evidenceHint')}
        max={6}
        {...(discount.needsEvidence ? { missing: t('evidenceMissing') } : {})}
      />
    </FormDrawer>
  )
}

interface EndFormProps {
  grant: Grant
  /** A later end waits for somebody else. */
  waits: boolean
  close: () => void
  done: (outcome: Outcome) => void
}

/** Lets a discount end on another day. */
export function EndForm({ grant, waits, close, done }: EndFormProps) {
  const t = useDiscountTexts()
  return (
    <FormDrawer<{ toOn: string; reason: string }, Outcome>
      open
      onClose={close}
      title={t('endTitle', { premises: grant.premisesLabel })}
      intro={waits ? t('endWaits') : undefined}
      initialValues={{ toOn: grant.toOn }}
      submit={({ toOn, reason }, idempotencyKey) =>
        call(billing.endDiscountGrant, {
          params: { grantId: grant.id },
          body: { version: grant.version, toOn, reason },
          idempotencyKey,
        })
      }
      refusedAt={{ 'billing.grant_taken': 'toOn', 'billing.grant_overlaps': 'toOn' }}
      onDone={done}
    >
      <Form.Item
        name="toOn"
        label={t('toOn')}
        rules={[{ required: true, message: t('toMissing') }]}
        validateTrigger="onChange"
      >
        <DateField />
      </Form.Item>
      <Reason />
    </FormDrawer>
  )
}

function Days() {
  const t = useDiscountTexts()
  return (
    <div className="c-form__pair">
      <Form.Item
        name="fromOn"
        label={t('fromOn')}
        rules={[{ required: true, message: t('fromMissing') }]}
        validateTrigger="onChange"
      >
        <DateField />
      </Form.Item>
      <Form.Item
        name="toOn"
        label={t('toOn')}
        dependencies={['fromOn']}
        validateTrigger="onChange"
        rules={[
          { required: true, message: t('toMissing') },
          ({ getFieldValue }) => ({
            validator: async (_, toOn: string | undefined) => {
              if (toOn && toOn < getFieldValue('fromOn')) throw new Error(t('endBeforeStart'))
            },
          }),
        ]}
      >
        <DateField />
      </Form.Item>
    </div>
  )
}

function Reason() {
  const t = useDiscountTexts()
  return (
    <Form.Item
      name="reason"
      label={t('reason')}
      rules={[{ required: true, whitespace: true, message: t('reasonMissing') }]}
    >
      <Input.TextArea maxLength={200} autoSize={{ minRows: 2, maxRows: 4 }} />
    </Form.Item>
  )
}
