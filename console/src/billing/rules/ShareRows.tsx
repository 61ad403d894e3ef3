import { Button, Form, Input, Select } from 'antd'
import { Minus, Plus } from 'lucide-react'
import { PersonSelect } from '../../registry/people/PersonSelect.tsx'
import { useRuleTexts } from './texts.ts'

export interface Share {
  kind: 'owner' | 'tenant' | 'person'
  personId?: string
  percent: string
}

/** As the contract wants them: only a person is named. */
export function sharesOf(shares: readonly Share[]) {
  return shares.map(share => ({ ...share, personId: share.kind === 'person' ? (share.personId ?? null) : null }))
}

const PERCENT = /^\d{1,3}(\.\d{1,4})?$/
const PLACES = 10_000

/** What the parts come to; null while one of them is no percentage yet. */
function sumOf(shares: readonly Partial<Share>[]): string | null {
  if (!shares.every(share => PERCENT.test(share?.percent ?? ''))) return null
  return String(shares.reduce((sum, { percent }) => sum + Math.round(Number(percent) * PLACES), 0) / PLACES)
}

/** Who pays which part: a list in the field `shares`. */
export function ShareRows() {
  const t = useRuleTexts()
  return (
    <Form.List
      name="shares"
      rules={[
        {
          validator: async (_, shares: Share[] | undefined) => {
            const sum = sumOf(shares ?? [])
            if (sum !== null && sum !== '100') throw new Error(t('payersSum', { sum }))
          },
        },
      ]}
    >
      {(fields, { add, remove }, { errors }) => (
        <div className="c-steps">
          {fields.map(({ key, name }) => (
            <ShareRow key={key} name={name} only={fields.length === 1} remove={() => remove(name)} />
          ))}
          <Button
            icon={<Plus size={14} aria-hidden />}
            disabled={fields.length >= 5}
            onClick={() => add({ kind: 'tenant', percent: '' })}
          >
            {t('addPayer')}
          </Button>
          <Form.ErrorList errors={errors} />
        </div>
      )}
    </Form.List>
  )
}

function ShareRow({ name, only, remove }: { name: number; only: boolean; remove: () => void }) {
  const t = useRuleTexts()
  const kind = Form.useWatch(['shares', name, 'kind'], Form.useFormInstance<{ shares: Share[] }>())
  return (
    <>
      <div className="c-steps__row">
        <Form.Item name={[name, 'kind']} label={t('payer')} required>
          <Select
            options={(['owner', 'tenant', 'person'] as const).map(value => ({ value, label: t(`payer.${value}`) }))}
          />
        </Form.Item>
        <Form.Item
          name={[name, 'percent']}
          label={t('payerPercent')}
          rules={[{ required: true, pattern: /^(100|\d{1,2})(\.\d{1,4})?$/, message: t('percentWrong') }]}
        >
          <Input inputMode="decimal" autoComplete="off" className="c-price" suffix="%" />
        </Form.Item>
        <Button icon={<Minus size={14} aria-hidden />} aria-label={t('removeStep')} disabled={only} onClick={remove} />
      </div>
      {kind === 'person' ? (
        <Form.Item
          name={[name, 'personId']}
          label={t('payerPerson')}
          rules={[{ required: true, message: t('payerPersonMissing') }]}
        >
          <PersonSelect />
        </Form.Item>
      ) : null}
    </>
  )
}
