import { registry } from '@anju/contract'
import { App, Form, Input, Select } from 'antd'
import { call } from '../../api.ts'
import { DateField } from '../../billing/DateField.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { AreaField } from './PremisesForm.tsx'
import { usePlacePageTexts } from './page-texts.ts'
import { COMMUNITY_STATES, type CommunityDetail, orNull, renewPlaces } from './places.ts'

type Values = Pick<
  CommunityDetail,
  | 'code'
  | 'name'
  | 'address'
  | 'state'
  | 'developer'
  | 'servicePhone'
  | 'contactName'
  | 'note'
  | 'landAreaM2'
  | 'builtAreaM2'
  | 'deliveredOn'
  | 'lng'
  | 'lat'
>

/** Writes down what is known of a community. */
export function CommunityForm({ community, close }: { community: CommunityDetail; close: () => void }) {
  const t = usePlacePageTexts()
  const { message } = App.useApp()
  const params = { communityId: community.id }
  return (
    <FormDrawer<Values, CommunityDetail>
      open
      onClose={close}
      title={t('community.edit', { name: community.name })}
      initialValues={community}
      submitText={t('save')}
      conflicts={{
        version: community.version,
        present: async () => {
          const now = await call(registry.readCommunity, { params })
          return { version: now.version, values: now }
        },
        labels: { name: t('field.name'), address: t('field.address'), developer: t('field.developer') },
      }}
      submit={(values, idempotencyKey, version) =>
        call(registry.editCommunity, { params, body: { ...factsOf(values), version }, idempotencyKey })
      }
      refusedAt={{ 'registry.community_code_taken': 'code' }}
      onDone={saved => {
        void renewPlaces()
        close()
        void message.success(t('premises.saved', { label: saved.name }))
      }}
    >
      <Lines />
      <Form.Item name="state" label={t('field.state')}>
        <Select options={COMMUNITY_STATES.map(value => ({ value, label: t(`communityState.${value}`) }))} />
      </Form.Item>
      <Form.Item name="deliveredOn" label={t('field.deliveredOn')}>
        <DateField />
      </Form.Item>
      <AreaField name="landAreaM2" label={t('field.landArea')} />
      <AreaField name="builtAreaM2" label={t('field.builtArea')} />
      <div className="rg-pair">
        {(['lng', 'lat'] as const).map(name => (
          <Form.Item
            key={name}
            name={name}
            label={t(`field.${name}`)}
            rules={[{ pattern: /^-?\d{1,3}(\.\d{1,6})?$/, message: t('degreesWrong') }]}
          >
            <Input inputMode="decimal" maxLength={11} autoComplete="off" />
          </Form.Item>
        ))}
      </div>
      <Form.Item name="note" label={t('field.note')}>
        <Input.TextArea maxLength={2000} autoSize={{ minRows: 2, maxRows: 6 }} />
      </Form.Item>
    </FormDrawer>
  )
}

function factsOf(values: Values) {
  const { code, name, state } = values
  return {
    ...{ code, name, state, address: values.address ?? '', developer: values.developer ?? '' },
    ...{ servicePhone: values.servicePhone ?? '', contactName: values.contactName ?? '', note: values.note ?? '' },
    ...{ landAreaM2: orNull(values.landAreaM2), builtAreaM2: orNull(values.builtAreaM2) },
    ...{ deliveredOn: orNull(values.deliveredOn), lng: orNull(values.lng), lat: orNull(values.lat) },
  }
}

function Lines() {
  const t = usePlacePageTexts()
  return (
    <>
      <Form.Item
        name="name"
        label={t('field.name')}
        rules={[{ required: true, whitespace: true, message: t('nameMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="code"
        label={t('field.communityCode')}
        rules={[{ required: true, pattern: /^[A-Z0-9]{2,12}$/, message: t('communityCodeWrong') }]}
      >
        <Input maxLength={12} autoComplete="off" />
      </Form.Item>
      <Form.Item name="address" label={t('field.address')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item name="developer" label={t('field.developer')}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="servicePhone"
        label={t('field.servicePhone')}
        rules={[{ pattern: /^(\+?[\d\s()-]{3,30})?$/, message: t('phoneWrong') }]}
      >
        <Input maxLength={30} autoComplete="off" />
      </Form.Item>
      <Form.Item name="contactName" label={t('field.contactName')}>
        <Input maxLength={50} autoComplete="off" />
      </Form.Item>
    </>
  )
}
