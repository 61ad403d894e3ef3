import { registry } from '@anju/contract'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Checkbox, Form, Input, Select } from 'antd'
import { Plus, X } from 'lucide-react'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { DateField } from '../../billing/DateField.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import type { PremisesDetail, PremisesRow } from '../registry.ts'
import { OpenBills } from './OpenBills.tsx'
import { AreaField } from './PremisesForm.tsx'
import { usePlacePageTexts } from './page-texts.ts'
import { renewPlaces, type Succession } from './places.ts'

interface Terms {
  fromOn: string
  carryOccupancies: boolean
  carryAliases: boolean
  differs: boolean
  reason: string
}

const TERMS = { carryOccupancies: true, carryAliases: true, differs: false }

function useDone(close: () => void) {
  const t = usePlacePageTexts()
  const navigate = useNavigate()
  const { message } = App.useApp()
  return (made: Succession) => {
    void renewPlaces()
    close()
    void message.success(t('merge.done'))
    const [first] = made.after
    if (first) void navigate({ to: '/premises/$premisesId', params: { premisesId: first.premisesId } })
  }
}

interface SplitValues extends Terms {
  /** Place in `parts` of the one that takes vehicles and leases. */
  carryTo: number
  parts: { id: string; code: string; areaM2: string }[]
}

/** One premises becomes several. */
export function SplitForm({ premises, close }: { premises: PremisesDetail; close: () => void }) {
  const t = usePlacePageTexts()
  const done = useDone(close)
  const id = useRef(newId())
  // Ids of their own from the start, so that sending again is the same.
  const first = useRef([premises.code, ''].map(code => ({ id: newId(), code, areaM2: '' })))
  const { floor, floorTo, use, state, ownership } = premises
  return (
    <FormDrawer<SplitValues, Succession>
      open
      onClose={close}
      title={t('split.title', { label: premises.label })}
      intro={
        <>
          {t('merge.intro')}
          <OpenBills premises={[premises]} />
        </>
      }
      initialValues={{ ...TERMS, parts: first.current, carryTo: 0 }}
      submitText={t('split')}
      submit={({ parts, carryTo, ...terms }, idempotencyKey) =>
        call(registry.splitPremises, {
          body: {
            ...terms,
            id: id.current,
            old: { id: premises.id, version: premises.version },
            carryTo: parts[carryTo]?.id,
            into: parts.map(part => ({ ...part, floor, floorTo, use, state, ownership, innerAreaM2: null })),
          },
          idempotencyKey,
        })
      }
      onDone={done}
    >
      <Form.List name="parts">
        {(fields, { add, remove }) => (
          <>
            {fields.map(field => (
              <div key={field.key} className="rg-pair">
                <Form.Item name={[field.name, 'id']} hidden>
                  <Input />
                </Form.Item>
                <CodeField name={[field.name, 'code']} />
                <AreaField name={[field.name, 'areaM2']} label={t('field.areaM2')} required />
                <Button
                  type="text"
                  disabled={fields.length <= 2}
                  icon={<X size={14} aria-hidden />}
                  aria-label={t('split.remove')}
                  onClick={() => remove(field.name)}
                />
              </div>
            ))}
            <Form.Item>
              <Button
                icon={<Plus size={14} aria-hidden />}
                disabled={fields.length >= 20}
                onClick={() => add({ id: newId(), code: '', areaM2: '' })}
              >
                {t('split.add')}
              </Button>
            </Form.Item>
          </>
        )}
      </Form.List>
      <CarryToField />
      <TermFields />
    </FormDrawer>
  )
}

interface MergeValues extends Terms {
  code: string
  areaM2: string
}

/** Chosen premises become one. */
export function MergeForm({ rows, close }: { rows: PremisesRow[]; close: () => void }) {
  const t = usePlacePageTexts()
  const done = useDone(close)
  const ids = useRef({ id: newId(), into: newId() })
  const [first] = rows
  const sum = rows.reduce((total, row) => total + Math.round(Number(row.areaM2 ?? 0) * 100), 0)
  const areaM2 = `${Math.floor(sum / 100)}.${String(sum % 100).padStart(2, '0')}`
  return (
    <FormDrawer<MergeValues, Succession>
      open
      onClose={close}
      title={t('merge.title', { count: rows.length })}
      intro={
        <>
          {rows.map(row => row.label).join(' + ')}
          <br />
          {t('merge.intro')}
          <OpenBills premises={rows} />
        </>
      }
      initialValues={{ ...TERMS, areaM2, code: first?.code ?? '' }}
      submitText={t('merge')}
      submit={({ code, areaM2: area, ...terms }, idempotencyKey) =>
        call(registry.mergePremises, {
          body: {
            ...terms,
            id: ids.current.id,
            old: rows.map(row => ({ id: row.id, version: row.version })),
            into: {
              ...{ id: ids.current.into, code, areaM2: area, innerAreaM2: null, floor: first?.floor ?? null },
              ...{ floorTo: first?.floorTo ?? null, use: first?.use ?? 'shop', state: first?.state ?? 'occupied' },
              ownership: first?.ownership ?? null,
            },
          },
          idempotencyKey,
        })
      }
      onDone={done}
    >
      <div className="rg-pair">
        <CodeField name="code" />
        <AreaField name="areaM2" label={t('field.areaM2')} required />
      </div>
      <TermFields />
    </FormDrawer>
  )
}

function CodeField({ name }: { name: string | (string | number)[] }) {
  const t = usePlacePageTexts()
  return (
    <Form.Item
      name={name}
      label={t('field.newCode')}
      rules={[
        { required: true, whitespace: true, message: t('codeMissing') },
        { pattern: /^[^\s/]{1,20}$/, message: t('codeWrong') },
      ]}
    >
      <Input maxLength={20} autoComplete="off" />
    </Form.Item>
  )
}

/** Vehicles and leases can be in one place only: which of the new ones. */
function CarryToField() {
  const t = usePlacePageTexts()
  const parts = Form.useWatch<SplitValues['parts'] | undefined>('parts') ?? []
  return (
    <Form.Item name="carryTo" label={t('split.carryTo')} extra={t('split.carryHint')}>
      <Select
        options={parts.map((part, index) => ({
          value: index,
          label: part?.code || t('split.part', { number: index + 1 }),
        }))}
      />
    </Form.Item>
  )
}

function TermFields() {
  const t = usePlacePageTexts()
  return (
    <>
      <Form.Item name="fromOn" label={t('merge.fromOn')} rules={[{ required: true, message: t('dayMissing') }]}>
        <DateField />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('field.reason')}
        rules={[{ required: true, whitespace: true, message: t('reasonMissing') }]}
      >
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="carryOccupancies" valuePropName="checked" noStyle>
        <Checkbox>{t('merge.carryPeople')}</Checkbox>
      </Form.Item>
      <br />
      <Form.Item name="carryAliases" valuePropName="checked" noStyle>
        <Checkbox>{t('merge.carryNames')}</Checkbox>
      </Form.Item>
      <br />
      <Form.Item name="differs" valuePropName="checked" noStyle>
        <Checkbox>{t('merge.differs')}</Checkbox>
      </Form.Item>
    </>
  )
}
