import { billing, registry } from '@anju/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Form, Select } from 'antd'
import { useState } from 'react'
import { call } from '../../api.ts'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { parseYuan } from '../cashier/yuan.ts'
import { type Fund, HOMES_OF, type HomesValues, homesOf } from './fund.ts'
import { useFundTexts } from './texts.ts'

/** Which homes share what moves the maintenance fund, and what each bears or gets of the amount. */
export function HomesField({ fund }: { fund: Fund }) {
  const t = useFundTexts()
  const form = Form.useFormInstance<HomesValues>()
  const homesOfValue = Form.useWatch('homesOf', form) ?? 'community'
  const { data: tree, isPending } = useQuery({
    queryKey: [registry.communityTree.path, fund.communityId],
    queryFn: ({ signal }) => call(registry.communityTree, { params: { communityId: fund.communityId }, signal }),
    enabled: homesOfValue === 'buildings' || homesOfValue === 'units',
  })
  const buildings = tree?.buildings ?? []
  const rules = [{ required: true, message: t('homes.missing') }]
  return (
    <>
      <Form.Item name="homesOf" label={t('homes.of')} required extra={t('homes.of.hint')}>
        <Select options={HOMES_OF.map(value => ({ value, label: t(`homes.of.${value}`) }))} />
      </Form.Item>
      {homesOfValue === 'buildings' ? (
        <Form.Item name="buildingIds" label={t('homes.of.buildings')} rules={rules}>
          <Select
            mode="multiple"
            loading={isPending}
            showSearch={{ optionFilterProp: 'label' }}
            options={buildings.map(one => ({ value: one.id, label: one.name }))}
          />
        </Form.Item>
      ) : null}
      {homesOfValue === 'units' ? (
        <Form.Item name="unitIds" label={t('homes.of.units')} rules={rules}>
          <Select
            mode="multiple"
            loading={isPending}
            showSearch={{ optionFilterProp: 'label' }}
            options={buildings.flatMap(building =>
              building.units.map(unit => ({
                value: unit.id,
                label: t('homes.unit', { building: building.name, unit: unit.code }),
              })),
            )}
          />
        </Form.Item>
      ) : null}
      {homesOfValue === 'premises' ? (
        <Form.Item name="homes" label={t('homes.of.premises')} rules={rules}>
          <HomesSelect communityId={fund.communityId} />
        </Form.Item>
      ) : null}
      <Preview fund={fund} />
    </>
  )
}

interface HomesSelectProps {
  communityId: string
  /** From Form.Item. */
  id?: string
  value?: HomesValues['homes']
  onChange?: (value: HomesValues['homes']) => void
}

/** Finds homes by room, one after the other. */
function HomesSelect({ communityId, id, value, onChange }: HomesSelectProps) {
  const t = useFundTexts()
  const [text, setText] = useState('')
  const { data, isFetching } = useQuery({
    queryKey: [registry.search.path, text, communityId],
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      (await call(registry.search, { query: { text: text.trim(), communityId, limit: 12 }, signal })).hits,
  })
  const hits = text.trim() === '' ? [] : (data ?? []).filter(hit => hit.kind === 'premises')
  return (
    <Select
      id={id}
      mode="multiple"
      labelInValue
      value={value}
      loading={isFetching}
      placeholder={t('homes.find')}
      showSearch={{ filterOption: false, onSearch: setText }}
      options={hits.map(hit => ({ value: hit.id, label: hit.title }))}
      notFoundContent={t('homes.find')}
      onChange={chosen => {
        setText('')
        onChange?.(chosen)
      }}
    />
  )
}

/** So many are shown; the request shows all of them. */
const SHOWN = 8

function Preview({ fund }: { fund: Fund }) {
  const t = useFundTexts()
  const form = Form.useFormInstance()
  const values = Form.useWatch([], form) as (HomesValues & { amount?: string }) | undefined
  const amountFen = parseYuan(values?.amount ?? '') ?? 0
  const homes = values ? homesOf(values) : null
  const body = { communityId: fund.communityId, amountFen, homes }
  const isNamed = (values?.homesOf ?? 'community') === 'community' || homes !== null
  const { data, error, refetch } = useQuery({
    queryKey: [billing.previewFundShares.path, body],
    queryFn: ({ signal }) => call(billing.previewFundShares, { body, signal }),
    enabled: amountFen > 0 && isNamed,
    placeholderData: keepPreviousData,
  })
  if (amountFen <= 0 || !isNamed) return null
  if (error) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return null
  return (
    <div className="fd-basis">
      <p className="fd-shares__sum">
        {t('homes.shared', { count: data.homes, area: data.areaM2 })}
        {data.withoutArea > 0 ? ` ${t('homes.withoutArea', { count: data.withoutArea })}` : ''}
      </p>
      <dl>
        {data.items.slice(0, SHOWN).map(one => (
          <div key={one.id}>
            <dt>
              {one.premisesLabel} · {one.areaM2} ㎡
            </dt>
            <dd>
              <MoneyText fen={one.shareFen} sign />
            </dd>
          </div>
        ))}
      </dl>
      {data.homes > SHOWN ? <p className="fd-shares__sum">{t('homes.more', { count: data.homes - SHOWN })}</p> : null}
    </div>
  )
}
