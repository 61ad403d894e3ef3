import { registry } from '@anju/contract'
import { App, Form, Input, InputNumber } from 'antd'
import { call } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { type Choice, FindOne } from '../vehicles/FindSelect.tsx'
import { findSpaces } from '../vehicles/find.ts'
import { KindFields } from './AddSpacesForm.tsx'
import { renewSpaces, type SpaceDetail } from './space.ts'
import { useSpaceTexts } from './texts.ts'

type Values = Pick<SpaceDetail, 'tenure' | 'size' | 'charging' | 'notes'> & {
  zone: string
  mother: Choice | null
  lengthCm: number | null
  widthCm: number | null
}

function valuesOf(space: SpaceDetail): Values {
  const { tenure, size, charging, notes, zone, motherId, motherLabel, lengthCm, widthCm } = space
  return {
    ...{ tenure, size, charging, notes, lengthCm, widthCm, zone: zone ?? '' },
    mother: motherId ? { value: motherId, label: motherLabel ?? '' } : null,
  }
}

/** Changes the facts of a space. */
export function SpaceForm({ space, close }: { space: SpaceDetail; close: () => void }) {
  const t = useSpaceTexts()
  const { message } = App.useApp()
  return (
    <FormDrawer<Values, SpaceDetail>
      open
      onClose={close}
      title={t('edit.title', { space: space.label })}
      initialValues={valuesOf(space)}
      submitText={t('edit.submit')}
      conflicts={{
        version: space.version,
        present: async () => {
          const now = await call(registry.readSpace, { params: { spaceId: space.id } })
          return { version: now.version, values: valuesOf(now) }
        },
        labels: {
          ...{ tenure: t('field.tenure'), zone: t('field.zone'), size: t('field.size'), notes: t('field.notes') },
          ...{ charging: t('field.charging'), mother: t('field.mother') },
          ...{ lengthCm: t('field.length'), widthCm: t('field.width') },
        },
        show: (field, value) => (field === 'mother' ? ((value as Choice | null)?.label ?? '–') : undefined),
      }}
      submit={({ mother, zone, ...values }, idempotencyKey, version) =>
        call(registry.editSpace, {
          params: { spaceId: space.id },
          body: { ...values, zone: zone || null, motherId: mother?.value ?? null, version },
          idempotencyKey,
        })
      }
      onDone={changed => {
        renewSpaces(changed)
        close()
        void message.success(t('edit.done'))
      }}
    >
      <KindFields />
      <Form.Item name="mother" label={t('field.mother')} extra={t('edit.motherHint')}>
        <FindOne
          name={`spaces ${space.communityId}`}
          find={findSpaces(space.communityId)}
          placeholder={t('edit.findSpace')}
        />
      </Form.Item>
      <div className="vh-two">
        <Form.Item name="lengthCm" label={t('field.length')}>
          <InputNumber min={100} max={3000} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="widthCm" label={t('field.width')}>
          <InputNumber min={100} max={2000} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      </div>
      <Form.Item name="notes" label={t('field.notes')}>
        <Input.TextArea maxLength={2000} autoSize={{ minRows: 2, maxRows: 6 }} />
      </Form.Item>
    </FormDrawer>
  )
}
