import { useNavigate } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useId } from 'react'
import { MonthsField } from '../DateField.tsx'
import { useItems } from '../items/useItems.ts'
import { PremisesSelect } from '../rules/PremisesSelect.tsx'
import type { Rule } from '../useRules.ts'
import { useRunTexts } from './texts.ts'

interface RunFieldsProps {
  asked: {
    from: string
    to: string
    ruleIds: string[]
    itemIds: string[]
    premisesId: string | undefined
    correctFrom: string | undefined
    change: (
      next: Partial<Record<'from' | 'to' | 'rules' | 'items' | 'premises' | 'correct', string | undefined>>,
    ) => void
  }
  rules: readonly Rule[]
  community: { id: string; name: string }
}

/** The months before one, newest first. */
function monthsBefore(month: string, count: number): string[] {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return Array.from({ length: count }, (_, index) => {
    const months = year * 12 + number - 2 - index
    return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
  })
}

/** For which community, months and rules; every change asks anew. */
export function RunFields({ asked, rules, community }: RunFieldsProps) {
  const t = useRunTexts()
  const id = useId()
  const items = useItems()
  return (
    <div className="c-run-fields">
      <div>
        <span>{t('community')}</span>
        <strong>{community.name}</strong>
      </div>
      <div>
        <label htmlFor={`${id}-months`}>{t('period')}</label>
        <MonthsField
          id={`${id}-months`}
          value={[asked.from, asked.to]}
          onChange={([from, to]) => asked.change({ from, to })}
          labels={[t('from'), t('to')]}
        />
      </div>
      <div>
        <label htmlFor={`${id}-rules`}>{t('rules')}</label>
        <Select
          id={`${id}-rules`}
          mode="multiple"
          value={asked.ruleIds}
          onChange={(ids: string[]) => asked.change({ rules: ids.join(',') || undefined })}
          options={rules.map(rule => ({ value: rule.id, label: rule.name }))}
          placeholder={t('allRules')}
          showSearch={{ optionFilterProp: 'label' }}
          maxTagCount="responsive"
          allowClear
        />
      </div>
      <div>
        <label htmlFor={`${id}-items`}>{t('items')}</label>
        <Select
          id={`${id}-items`}
          mode="multiple"
          value={asked.itemIds}
          onChange={(ids: string[]) => asked.change({ items: ids.join(',') || undefined })}
          options={(items.data ?? []).map(item => ({ value: item.id, label: item.name }))}
          placeholder={t('allItems')}
          showSearch={{ optionFilterProp: 'label' }}
          maxTagCount="responsive"
          allowClear
        />
      </div>
      <div>
        <label htmlFor={`${id}-household`}>{t('household')}</label>
        <HouseholdField id={`${id}-household`} asked={asked} communityId={community.id} />
      </div>
      <div>
        <label htmlFor={`${id}-correct`}>{t('correctFrom')}</label>
        <Select
          id={`${id}-correct`}
          value={asked.correctFrom ?? ''}
          onChange={(month: string) => asked.change({ correct: month || undefined })}
          options={[
            { value: '', label: t('correctNone') },
            ...monthsBefore(asked.from, 36).map(month => ({ value: month, label: t('correctSince', { month }) })),
          ]}
          title={t('correctHint')}
        />
      </div>
    </div>
  )
}

/** One household, or with nothing chosen all of them. */
function HouseholdField({
  id,
  asked,
  communityId,
}: Pick<RunFieldsProps, 'asked'> & { id: string; communityId: string }) {
  const t = useRunTexts()
  return (
    <div className="c-run-fields__household">
      <PremisesSelect
        id={id}
        communityId={communityId}
        value={asked.premisesId}
        onChange={premisesId => asked.change({ premises: premisesId })}
      />
      {asked.premisesId ? (
        <Button onClick={() => asked.change({ premises: undefined })}>{t('allHouseholds')}</Button>
      ) : null}
    </div>
  )
}

export function ToRules() {
  const t = useRunTexts()
  const navigate = useNavigate()
  return (
    <Button type="primary" onClick={() => void navigate({ to: '/charge-rules' })}>
      {t('toRules')}
    </Button>
  )
}
