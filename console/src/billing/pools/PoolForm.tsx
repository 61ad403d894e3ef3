import { billing, type WireRequestOf } from '@anju/contract'
import { Form, Input, Radio, Select } from 'antd'
import { call } from '../../api.ts'
import { METER_KINDS } from '../../metering/meter.ts'
import { useMeterTexts } from '../../metering/texts.ts'
import { type Choice, FindMany } from '../../registry/vehicles/FindSelect.tsx'
import { findPremises } from '../../registry/vehicles/find.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { parseYuan } from '../cashier/yuan.ts'
import { DateField } from '../DateField.tsx'
import { useRules } from '../useRules.ts'
import { CostFields } from './CostFields.tsx'
import { FactorFields } from './FactorFields.tsx'
import { POOL_BASES, type PoolDetail } from './pool.ts'
import { usePoolTexts } from './texts.ts'
import '../rules/rules.css'
import { NoneFound } from '../../shell/form/NoneFound.tsx'

export interface PoolValues {
  ruleId: string
  name: string
  fromOn: string
  toOn: string
  by: 'amount' | 'quantity' | 'meters'
  total?: string
  quantity?: string
  unit?: string
  unitPrice?: string
  meters?: Choice[]
  basis: PoolDetail['basis']
  meterKind?: NonNullable<PoolDetail['meterKind']>
  factors?: { upTo?: number | null; factor: string }[]
  exempt: PoolDetail['exempt']
  exemptHomes?: Choice[]
  note?: string
}

type Body = WireRequestOf<typeof billing.addPool>['body']

function costOf({ by, total, quantity, unit, unitPrice, meters }: PoolValues): Body['cost'] {
  if (by === 'amount') return { by, totalFen: parseYuan(total ?? '') ?? 0 }
  const price = { unit: unit ?? '', unitPrice: unitPrice ?? '' }
  return by === 'quantity'
    ? { by, quantity: quantity ?? '', ...price }
    : { by, meterIds: (meters ?? []).map(({ value }) => value), ...price }
}

/** What is sent: of the fields that are not shown, nothing. The last floor factor is for all floors above. */
function bodyOf(values: PoolValues): Omit<Body, 'id' | 'communityId'> {
  const { ruleId, name, fromOn, toOn, basis, meterKind, factors = [], exempt, exemptHomes = [], note = '' } = values
  return {
    ...{ ruleId, name, fromOn, toOn, cost: costOf(values), basis, exempt, note },
    meterKind: basis === 'usage' ? (meterKind ?? null) : null,
    factors:
      basis === 'factor'
        ? factors.map(({ upTo, factor }, index) => ({
            upTo: index < factors.length - 1 ? (upTo ?? null) : null,
            factor,
          }))
        : [],
    exemptPremisesIds: exemptHomes.map(({ value }) => value),
  }
}

interface PoolFormProps {
  open: boolean
  close: () => void
  community: { id: string; name: string }
  done: (pool: PoolDetail) => void
}

/** Enters what is to be shared of some days. */
export function PoolForm({ open, close, community, done }: PoolFormProps) {
  const t = usePoolTexts()
  return (
    <FormDrawer<PoolValues, PoolDetail>
      open={open}
      onClose={close}
      title={`${community.name} · ${t('create')}`}
      submitText={t('create')}
      initialValues={{
        ...{ by: 'amount', basis: 'area', exempt: 'company-bears' },
        factors: [{ upTo: 6, factor: '1' }, { factor: '1.2' }],
      }}
      submit={(values, idempotencyKey) =>
        call(billing.addPool, {
          body: { ...bodyOf(values), id: idempotencyKey, communityId: community.id },
          idempotencyKey,
        })
      }
      onDone={done}
    >
      <RuleField />
      <Form.Item
        name="name"
        label={t('name')}
        rules={[{ required: true, whitespace: true, message: t('nameMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" placeholder={t('namePlaceholder')} />
      </Form.Item>
      <DaysFields />
      <CostFields communityId={community.id} />
      <BasisFields />
      <ExemptFields communityId={community.id} />
      <Form.Item name="note" label={t('note')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </FormDrawer>
  )
}

function RuleField() {
  const t = usePoolTexts()
  const { data } = useRules()
  const rules = (data ?? []).filter(rule => rule.kind === 'pool')
  return (
    <Form.Item
      name="ruleId"
      label={t('rule')}
      extra={t('ruleHint')}
      rules={[{ required: true, message: t('ruleMissing') }]}
    >
      <Select
        loading={!data}
        options={rules.map(rule => ({ value: rule.id, label: rule.name }))}
        notFoundContent={data ? <NoneFound selectId="ruleId">{t('noRules')}</NoneFound> : null}
      />
    </Form.Item>
  )
}

function DaysFields() {
  const t = usePoolTexts()
  return (
    <div className="c-form__pair">
      <Form.Item
        name="fromOn"
        label={t('from')}
        rules={[{ required: true, message: t('fromMissing') }]}
        validateTrigger="onChange"
      >
        <DateField />
      </Form.Item>
      <Form.Item
        name="toOn"
        label={t('to')}
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

function BasisFields() {
  const t = usePoolTexts()
  const meters = useMeterTexts()
  const basis = Form.useWatch('basis', Form.useFormInstance<PoolValues>()) ?? 'area'
  return (
    <>
      <Form.Item name="basis" label={t('basis')} extra={t(`basisHint.${basis}`)} required>
        <Select options={POOL_BASES.map(value => ({ value, label: t(`basis.${value}`) }))} />
      </Form.Item>
      {basis === 'usage' ? (
        <Form.Item name="meterKind" label={t('meterKind')} rules={[{ required: true, message: t('meterKindMissing') }]}>
          <Select options={METER_KINDS.map(value => ({ value, label: meters(`kind.${value}`) }))} />
        </Form.Item>
      ) : null}
      {basis === 'factor' ? <FactorFields /> : null}
    </>
  )
}

function ExemptFields({ communityId }: { communityId: string }) {
  const t = usePoolTexts()
  const homes = Form.useWatch('exemptHomes', Form.useFormInstance<PoolValues>()) ?? []
  return (
    <>
      <Form.Item name="exemptHomes" label={t('exemptHomes')}>
        <FindMany name={`premises ${communityId}`} find={findPremises(communityId)} placeholder={t('findHome')} />
      </Form.Item>
      <Form.Item name="exempt" label={t('exempt')} hidden={homes.length === 0}>
        <Radio.Group
          options={(['company-bears', 'redistribute'] as const).map(value => ({ value, label: t(`exempt.${value}`) }))}
        />
      </Form.Item>
    </>
  )
}
