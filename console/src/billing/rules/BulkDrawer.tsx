import { billing, registry, type WireResponseOf } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Alert, Form, Input, InputNumber, Select } from 'antd'
import { call } from '../../api.ts'
import { useRefusalText } from '../../refusal.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { DateField } from '../DateField.tsx'
import type { Rule } from '../useRules.ts'
import { useSettled } from '../useSettled.ts'
import { useRuleTexts } from './texts.ts'

type Answer = WireResponseOf<typeof billing.assignRuleInBulk>

interface Values {
  buildingIds?: string[]
  uses?: string[]
  states?: string[]
  floorFrom?: number | null
  floorTo?: number | null
  startsOn: string
  endsOn?: string | null
  quantity?: string
}

interface BulkDrawerProps {
  rule: Rule
  open: boolean
  close: () => void
  done: (answer: Answer) => void
}

const USES = ['residential', 'shop', 'office', 'dormitory', 'parking', 'storage', 'public'] as const
const STATES = ['unsold', 'sold', 'handed-over', 'vacant', 'occupied', 'let', 'decorating'] as const
const PAUSE_MS = 300

function bodyOf(rule: Rule, values: Partial<Values>, tryOnly: boolean) {
  const { buildingIds = [], uses = [], states = [], floorFrom = null, floorTo = null } = values
  return {
    ruleId: rule.id,
    filter: { buildingIds, uses, states, floorFrom, floorTo },
    startsOn: values.startsOn ?? '',
    endsOn: values.endsOn ?? null,
    quantity: values.quantity || null,
    tryOnly,
  }
}

/** Lays a rule on all premises that a filter finds; says how many these are before it does. */
export function BulkDrawer({ rule, open, close, done }: BulkDrawerProps) {
  const t = useRuleTexts()
  return (
    <FormDrawer<Values, Answer>
      open={open}
      onClose={close}
      title={t('bulkTitle', { name: rule.name })}
      intro={t('bulkIntro')}
      submitText={t('bulkSubmit')}
      submit={(values, idempotencyKey) =>
        call(billing.assignRuleInBulk, { body: bodyOf(rule, values, false), idempotencyKey })
      }
      onDone={done}
    >
      <PlaceFields communityId={rule.communityId} />
      <div className="c-form__pair">
        <Form.Item
          name="startsOn"
          label={t('startsOn')}
          rules={[{ required: true, message: t('startMissing') }]}
          validateTrigger="onChange"
        >
          <DateField />
        </Form.Item>
        <Form.Item
          name="endsOn"
          label={t('endsOn')}
          dependencies={['startsOn']}
          validateTrigger="onChange"
          rules={[
            ({ getFieldValue }) => ({
              validator: async (_, endsOn: string | null | undefined) => {
                if (endsOn && endsOn < getFieldValue('startsOn')) throw new Error(t('endBeforeStart'))
              },
            }),
          ]}
        >
          <DateField />
        </Form.Item>
      </div>
      {rule.measure === 'quantity' ? (
        <Form.Item
          name="quantity"
          label={t('quantity')}
          rules={[{ required: true, pattern: /^\d{1,12}(\.\d{1,4})?$/, message: t('quantityWrong') }]}
        >
          <Input inputMode="decimal" autoComplete="off" className="c-price" />
        </Form.Item>
      ) : null}
      <Found rule={rule} />
    </FormDrawer>
  )
}

function PlaceFields({ communityId }: { communityId: string }) {
  const t = useRuleTexts()
  const buildings = useQuery({
    queryKey: [registry.communityTree.path, communityId],
    queryFn: ({ signal }) => call(registry.communityTree, { params: { communityId }, signal }),
  })
  return (
    <>
      <Form.Item name="buildingIds" label={t('bulkBuildings')}>
        <Select
          mode="multiple"
          allowClear
          loading={buildings.isPending}
          placeholder={t('bulkAll')}
          options={(buildings.data?.buildings ?? []).map(one => ({ value: one.id, label: one.name }))}
          showSearch={{ optionFilterProp: 'label' }}
        />
      </Form.Item>
      <div className="c-form__pair">
        <Form.Item name="uses" label={t('bulkUses')}>
          <Select
            mode="multiple"
            allowClear
            placeholder={t('bulkAll')}
            options={USES.map(value => ({ value, label: t(`use.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="states" label={t('bulkStates')}>
          <Select
            mode="multiple"
            allowClear
            placeholder={t('bulkAll')}
            options={STATES.map(value => ({ value, label: t(`premisesState.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="floorFrom" label={t('floorFrom')}>
          <InputNumber min={-20} max={200} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="floorTo" label={t('floorTo')}>
          <InputNumber min={-20} max={200} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      </div>
    </>
  )
}

/** How many premises the filter finds, asked of the very route that will do it. */
function Found({ rule }: { rule: Rule }) {
  const t = useRuleTexts()
  const explain = useRefusalText()
  const values: Partial<Values> = Form.useWatch([], Form.useFormInstance<Values>()) ?? {}
  const asked = useSettled(values.startsOn ? JSON.stringify(bodyOf(rule, values, true)) : '', PAUSE_MS)
  const query = useQuery({
    queryKey: [billing.assignRuleInBulk.path, asked],
    enabled: asked !== '',
    retry: false,
    queryFn: ({ signal }) => call(billing.assignRuleInBulk, { body: JSON.parse(asked), signal }),
  })
  if (asked === '') return <Alert type="info" showIcon title={t('bulkWaiting')} />
  if (query.error) return <Alert type="error" showIcon title={explain(query.error)} />
  if (!query.data) return <Alert type="info" showIcon title={t('bulkCounting')} />
  const { found, added, alreadyAssigned } = query.data
  return (
    <Alert
      type={added > 0 ? 'success' : 'warning'}
      showIcon
      title={t('bulkFound', {
        found: found.toLocaleString('en'),
        added: added.toLocaleString('en'),
        already: alreadyAssigned.toLocaleString('en'),
      })}
    />
  )
}
