import { useNavigate } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useId } from 'react'
import { useCommunity } from '../../community.tsx'
import { MonthsField } from '../DateField.tsx'
import type { Rule } from '../useRules.ts'
import { useRunTexts } from './texts.ts'

interface RunFieldsProps {
  asked: {
    from: string
    to: string
    ruleIds: string[]
    change: (next: { from?: string; to?: string; rules?: string }) => void
  }
  rules: readonly Rule[]
  community: string
}

/** For which community, months and rules; every change asks anew. */
export function RunFields({ asked, rules, community }: RunFieldsProps) {
  const t = useRunTexts()
  const id = useId()
  return (
    <div className="c-run-fields">
      <div>
        <span>{t('community')}</span>
        <strong>{community}</strong>
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
    </div>
  )
}

/** Somebody with several communities has to say which. */
export function CommunityChoices() {
  const { all, choose } = useCommunity()
  const t = useRunTexts()
  return (
    <Select
      style={{ width: 240 }}
      options={all.map(one => ({ value: one.id, label: one.name }))}
      onChange={choose}
      placeholder={t('chooseCommunity')}
      aria-label={t('chooseCommunity')}
    />
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
