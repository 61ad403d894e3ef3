import { registry, type WireResponseOf } from '@anju/contract'
import { App, Checkbox, Form, Input, Select } from 'antd'
import { call } from '../../api.ts'
import { DateField } from '../../billing/DateField.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { type PremisesRow, STATES, USES } from '../registry.ts'
import { useRegistryTexts } from '../texts.ts'
import { usePlacePageTexts } from './page-texts.ts'
import { OWNERSHIPS, renewPlaces } from './places.ts'

interface Values {
  use?: PremisesRow['use']
  ownership?: NonNullable<PremisesRow['ownership']>
  layoutCode?: string
  state?: PremisesRow['state']
  stateFromOn?: string
  reason?: string
  correction?: boolean
}
type Answer = WireResponseOf<typeof registry.editManyPremises>

/** Writes the same into the chosen premises; what could not be done is said, one by one. */
export function ManyForm({ rows, close, done }: { rows: PremisesRow[]; close: () => void; done: () => void }) {
  const t = usePlacePageTexts()
  const w = useRegistryTexts()
  const { message, modal } = App.useApp()
  const tell = (answer: Answer) => {
    void renewPlaces()
    close()
    done()
    const failed = answer.results.flatMap(({ id, label, outcome }) =>
      outcome === 'changed' || outcome === 'unchanged' ? [] : [{ id, label, outcome }],
    )
    if (failed.length === 0) void message.success(t('many.done', { count: answer.changed }))
    else
      modal.warning({
        title: t('many.partly', { count: answer.changed, failed: failed.length }),
        content: (
          <ul className="rg-results">
            {failed.map(one => (
              <li key={one.id}>
                <strong>{one.label}</strong> {t(`many.${one.outcome}`)}
              </li>
            ))}
          </ul>
        ),
      })
  }
  return (
    <FormDrawer<Values, Answer>
      open
      onClose={close}
      title={t('many.title', { count: rows.length })}
      intro={t('many.intro')}
      submitText={t('many.submit', { count: rows.length })}
      submit={({ reason, correction, ...set }, idempotencyKey) =>
        call(registry.editManyPremises, {
          body: {
            items: rows.map(row => ({ id: row.id, version: row.version })),
            set: Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined && value !== '')),
            reason: reason ?? '',
            correction: correction ?? false,
          },
          idempotencyKey,
        })
      }
      onDone={tell}
    >
      <Form.Item name="state" label={t('field.state')}>
        <Select allowClear options={STATES.map(value => ({ value, label: w(`state.${value}`) }))} />
      </Form.Item>
      <Form.Item name="stateFromOn" label={t('many.stateFrom')}>
        <DateField />
      </Form.Item>
      <Form.Item name="use" required label={t('field.use')}>
        <Select allowClear options={USES.map(value => ({ value, label: w(`use.${value}`) }))} />
      </Form.Item>
      <Form.Item name="ownership" label={t('field.ownership')}>
        <Select allowClear options={OWNERSHIPS.map(value => ({ value, label: t(`ownership.${value}`) }))} />
      </Form.Item>
      <Form.Item name="layoutCode" label={t('field.layoutCode')}>
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item name="reason" label={t('field.reason')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="correction" valuePropName="checked">
        <Checkbox>{t('state.correction')}</Checkbox>
      </Form.Item>
    </FormDrawer>
  )
}
