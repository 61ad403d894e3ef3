import { billing } from '@anju/contract'
import { useLocale } from '@anju/ui'
import { Form, Input, Select } from 'antd'
import { call } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { DateField } from '../DateField.tsx'
import { MEASURED } from '../measure-words.ts'
import { PremisesSelect } from '../rules/PremisesSelect.tsx'
import { useMeasureTexts } from './texts.ts'

interface Values {
  premisesId: string
  name: string
  value: string
  effectiveFrom: string
  effectiveTo?: string | null
}

interface MeasureFormProps {
  open: boolean
  communityId: string
  /** The one that the list is about, where it is about one. */
  premisesId: string | undefined
  close: () => void
  done: () => void
}

const NUMBER = /^-?\d{1,12}(\.\d{1,4})?$/

/** A value of one of the measures of premises, from a day on. */
export function MeasureForm({ open, communityId, premisesId, close, done }: MeasureFormProps) {
  const t = useMeasureTexts()
  const { locale } = useLocale()
  return (
    <FormDrawer<Values, { set: number }>
      open={open}
      onClose={close}
      title={t('enter')}
      intro={t('intro')}
      submitText={t('submit')}
      initialValues={premisesId ? { premisesId } : {}}
      submit={({ premisesId: id, value, effectiveTo, ...values }, idempotencyKey) =>
        call(billing.setMeasures, {
          body: {
            ...{ ...values, communityId, effectiveTo: effectiveTo || null },
            values: [{ premisesId: id, value: value.trim() }],
          },
          idempotencyKey,
        })
      }
      onDone={done}
    >
      <Form.Item name="premisesId" label={t('premises')} rules={[{ required: true, message: t('premisesMissing') }]}>
        <PremisesSelect communityId={communityId} />
      </Form.Item>
      <Form.Item name="name" label={t('name')} rules={[{ required: true, message: t('nameMissing') }]}>
        <Select options={MEASURED.map(({ name, words }) => ({ value: name, label: words[locale] }))} />
      </Form.Item>
      <Form.Item
        name="value"
        label={t('value')}
        rules={[{ required: true, pattern: NUMBER, message: t('valueWrong') }]}
      >
        <Input inputMode="decimal" maxLength={18} />
      </Form.Item>
      <div className="c-form__pair">
        <Form.Item name="effectiveFrom" label={t('from')} rules={[{ required: true, message: t('fromMissing') }]}>
          <DateField label={t('from')} />
        </Form.Item>
        <Form.Item
          name="effectiveTo"
          label={t('to')}
          extra={t('toHint')}
          dependencies={['effectiveFrom']}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_rule, day?: string | null) =>
                day && day < (getFieldValue('effectiveFrom') ?? '')
                  ? Promise.reject(new Error(t('toWrong')))
                  : Promise.resolve(),
            }),
          ]}
        >
          <DateField label={t('to')} />
        </Form.Item>
      </div>
    </FormDrawer>
  )
}
