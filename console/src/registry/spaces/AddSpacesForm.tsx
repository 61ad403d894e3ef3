import { registry, type WireResponseOf } from '@anju/contract'
import { App, Form, Input, InputNumber, Select } from 'antd'
import { call } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { CHARGING, renewSpaces, SIZES, type SpaceRow, TENURES } from './space.ts'
import { useSpaceTexts } from './texts.ts'

interface Values {
  areaCode: string
  prefix?: string
  first: number
  last: number
  digits: number
  floor?: number | null
  zone?: string
  tenure: SpaceRow['tenure']
  size: SpaceRow['size']
  charging: SpaceRow['charging']
}

const RUN_MAX = 2000

/** Adds a run of numbers to an area. */
export function AddSpacesForm({ community, close }: { community: { id: string; name: string }; close: () => void }) {
  const t = useSpaceTexts()
  const { message } = App.useApp()
  return (
    <FormDrawer<Values, WireResponseOf<typeof registry.addSpaces>>
      open
      onClose={close}
      title={t('add.title')}
      intro={t('add.intro', { community: community.name })}
      initialValues={{ first: 1, last: 10, digits: 3, tenure: 'rentable', size: 'standard', charging: 'none' }}
      submitText={t('add')}
      submit={({ zone, floor, ...values }, idempotencyKey) =>
        call(registry.addSpaces, {
          body: { ...values, communityId: community.id, zone: zone || null, floor: floor ?? null },
          idempotencyKey,
        })
      }
      onDone={({ asked, created }) => {
        renewSpaces()
        close()
        void message.success(t('add.done', { created, there: asked - created }))
      }}
    >
      <div className="vh-two">
        <Form.Item
          name="areaCode"
          label={t('add.area')}
          extra={t('add.areaHint')}
          rules={[
            { required: true, message: t('required') },
            { pattern: /^[A-Za-z0-9\u4e00-\u9fff]{1,10}$/, message: t('add.areaWrong') },
          ]}
        >
          <Input maxLength={10} autoComplete="off" />
        </Form.Item>
        <Form.Item name="prefix" label={t('add.prefix')}>
          <Input maxLength={10} autoComplete="off" />
        </Form.Item>
        <Counter name="first" label={t('add.first')} max={99_999} />
        <Form.Item
          name="last"
          label={t('add.last')}
          dependencies={['first']}
          rules={[
            { required: true, message: t('required') },
            ({ getFieldValue }) => ({
              validator: (_rule, last: number) => {
                const count = last - (getFieldValue('first') as number) + 1
                return count >= 1 && count <= RUN_MAX ? Promise.resolve() : Promise.reject(new Error(t('add.runWrong')))
              },
            }),
          ]}
        >
          <InputNumber min={1} max={99_999} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Counter name="digits" label={t('add.digits')} max={5} />
        <Form.Item name="floor" label={t('field.floor')}>
          <InputNumber min={-20} max={200} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      </div>
      <Preview />
      <KindFields />
    </FormDrawer>
  )
}

function Counter({ name, label, max }: { name: string; label: string; max: number }) {
  const t = useSpaceTexts()
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: t('required') }]}>
      <InputNumber min={1} max={max} precision={0} style={{ width: '100%' }} />
    </Form.Item>
  )
}

function Preview() {
  const t = useSpaceTexts()
  const form = Form.useFormInstance<Values>()
  const [prefix, first, last, digits] = [
    Form.useWatch('prefix', form) ?? '',
    Form.useWatch('first', form) ?? 0,
    Form.useWatch('last', form) ?? 0,
    Form.useWatch('digits', form) ?? 1,
  ]
  const code = (number: number) => `${prefix}${String(number).padStart(digits, '0')}`
  const count = last - first + 1
  if (count < 1 || count > RUN_MAX) return null
  return <p className="vh-quiet">{t('add.preview', { first: code(first), last: code(last), count })}</p>
}

/** Tenure, zone, size and charging: of new spaces and of one that is changed. */
export function KindFields() {
  const t = useSpaceTexts()
  return (
    <div className="vh-two">
      <Form.Item name="tenure" label={t('field.tenure')} rules={[{ required: true, message: t('required') }]}>
        <Select options={TENURES.map(value => ({ value, label: t(`tenure.${value}`) }))} />
      </Form.Item>
      <Form.Item name="zone" label={t('field.zone')}>
        <Input maxLength={20} autoComplete="off" />
      </Form.Item>
      <Form.Item name="size" label={t('field.size')}>
        <Select options={SIZES.map(value => ({ value, label: t(`size.${value}`) }))} />
      </Form.Item>
      <Form.Item name="charging" label={t('field.charging')}>
        <Select options={CHARGING.map(value => ({ value, label: t(`charging.${value}`) }))} />
      </Form.Item>
    </div>
  )
}
