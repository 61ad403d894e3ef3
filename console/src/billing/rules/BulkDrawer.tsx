import { billing, type WireResponseOf } from '@anju/contract'
import { roundDecimal } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Alert, Form, Input, Radio } from 'antd'
import { call } from '../../api.ts'
import { useRefusalText } from '../../refusal.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { DateField } from '../DateField.tsx'
import type { Rule } from '../useRules.ts'
import { useSettled } from '../useSettled.ts'
import {
  BulkFilterFields,
  type BulkFilterValues,
  BulkPayFields,
  type BulkPayValues,
  filterOf,
  quantityByOf,
} from './BulkFields.tsx'
import { quantityUse } from './quantity-text.ts'
import { sharesOf } from './ShareRows.tsx'
import { useRuleTexts } from './texts.ts'

type Answer = WireResponseOf<typeof billing.assignRuleInBulk>

interface Values extends BulkFilterValues, BulkPayValues {
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

const PAUSE_MS = 300
const QUANTITY_PLACES = 4

function bodyOf(rule: Rule, values: Partial<Values>, tryOnly: boolean) {
  const counted = quantityByOf(values)
  const payBy = values.payBy ?? 'owner'
  return {
    ruleId: rule.id,
    filter: filterOf(values),
    startsOn: values.startsOn ?? '',
    endsOn: values.endsOn ?? null,
    quantity: counted === 'given' ? values.quantity || null : null,
    quantityBy: quantityUse(rule) !== 'never' ? counted : ('given' as const),
    payBy,
    shares: payBy === 'shares' ? sharesOf((values.shares ?? []).filter(share => share.percent)) : [],
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
      initialValues={{
        objects: 'premises',
        quantityBy: 'given',
        payBy: 'owner',
        shares: [{ kind: 'owner', percent: '100' }],
      }}
    >
      <BulkFilterFields communityId={rule.communityId} />
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
      {quantityUse(rule) !== 'never' ? <QuantityFields use={quantityUse(rule)} /> : null}
      <BulkPayFields />
      <Found rule={rule} />
    </FormDrawer>
  )
}

/** As given, or as many as there are of what is looked for. */
function QuantityFields({ use }: { use: ReturnType<typeof quantityUse> }) {
  const t = useRuleTexts()
  const form = Form.useFormInstance<Values>()
  const objects = Form.useWatch('objects', form) ?? 'premises'
  const counted = objects === 'vehicles' || objects === 'meters'
  const by = Form.useWatch('quantityBy', form)
  return (
    <>
      {counted ? (
        <Form.Item name="quantityBy" label={t('quantityBy')}>
          <Radio.Group
            options={[
              { value: 'counted', label: t(`quantityBy.${objects}`) },
              { value: 'given', label: t('quantityBy.given') },
            ]}
          />
        </Form.Item>
      ) : null}
      {counted && by === 'counted' ? null : (
        <Form.Item
          name="quantity"
          label={t('quantity')}
          extra={use === 'perhaps' ? t('quantityOfPool') : undefined}
          rules={[{ required: use === 'always', pattern: /^\d{1,12}(\.\d{1,4})?$/, message: t('quantityWrong') }]}
        >
          <Input inputMode="decimal" autoComplete="off" className="c-price" />
        </Form.Item>
      )}
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
  const { found, added, alreadyAssigned, rows } = query.data
  return (
    <>
      <Alert
        type={added > 0 ? 'success' : 'warning'}
        showIcon
        title={t('bulkFound', {
          found: found.toLocaleString('en'),
          added: added.toLocaleString('en'),
          already: alreadyAssigned.toLocaleString('en'),
        })}
      />
      {rows.length > 0 ? <Which rows={rows} found={found} /> : null}
    </>
  )
}

/** Which ones, before anything is done. */
function Which({ rows, found }: { rows: Answer['rows']; found: number }) {
  const t = useRuleTexts()
  const counted = rows.some(row => row.quantity !== null)
  const named = rows.some(row => row.payerName !== null)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard (WCAG 2.1.1)
    <section className="c-bulk" aria-label={t('bulkWhich')} tabIndex={0}>
      <table className="c-lines" aria-label={t('bulkWhich')}>
        <thead>
          <tr>
            <th scope="col">{t('premises')}</th>
            <th scope="col" className="c-lines__text">
              {t('bulkDays')}
            </th>
            {counted ? <th scope="col">{t('quantity')}</th> : null}
            {named ? (
              <th scope="col" className="c-lines__text">
                {t('payer')}
              </th>
            ) : null}
            <th scope="col" className="c-lines__text">
              {t('bulkState')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={`${row.premisesId} ${row.startsOn}`}>
              <td>{row.premisesLabel}</td>
              <td className="c-lines__text">
                {row.startsOn} ~ {row.endsOn ?? ''}
              </td>
              {counted ? <td>{row.quantity === null ? '' : roundDecimal(row.quantity, QUANTITY_PLACES)}</td> : null}
              {named ? <td className="c-lines__text">{row.payerName}</td> : null}
              <td className="c-lines__text">{row.alreadyAssigned ? t('bulkAlready') : t('bulkNew')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {found > rows.length ? <p className="c-form__note">{t('bulkMore', { count: rows.length })}</p> : null}
    </section>
  )
}
