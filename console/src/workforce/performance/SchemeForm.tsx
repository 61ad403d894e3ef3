import { workforce } from '@anju/contract'
import { comma } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Form, Input, Select, Switch } from 'antd'
import { useState } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { DateField } from '../../billing/DateField.tsx'
import { conflictsOf } from '../../shell/form/conflicts-of.ts'
import { FormPage } from '../../shell/form/FormPage.tsx'
import { postsQuery, renewWorkforce, teamsQuery, treeRows } from '../workforce.ts'
import { BandItems } from './BandItems.tsx'
import { IndicatorItems } from './IndicatorItems.tsx'
import { GRAINS, type KpiScheme } from './performance.ts'
import { bodyOf, newIndicator, type SchemeValues } from './scheme-values.ts'
import { usePerformanceTexts } from './texts.ts'
import './performance.css'

const BANDS = [
  { grade: 'A', from: '90' },
  { grade: 'B', from: '80' },
  { grade: 'C', from: '60' },
  { grade: 'D', from: '0' },
]

/** The form of a scheme: new, or changed. */
export function SchemeForm({ scheme }: { scheme: KpiScheme | undefined }) {
  const t = usePerformanceTexts()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const [id] = useState(() => newId())
  const back = () => navigate({ to: '/performance', search: { tab: 'schemes' } })
  const submit = (values: SchemeValues, idempotencyKey: string, version: number) =>
    scheme
      ? call(workforce.editKpiScheme, {
          params: { schemeId: scheme.id },
          body: { ...bodyOf(values), active: values.active, version },
          idempotencyKey,
        })
      : call(workforce.createKpiScheme, { body: { ...bodyOf(values), id }, idempotencyKey })
  const done = async (saved: KpiScheme) => {
    await renewWorkforce()
    void message.success(t('scheme.saved', { name: saved.name }))
    await back()
  }
  return (
    <FormPage<SchemeValues, KpiScheme>
      title={t(scheme ? 'scheme.edit' : 'scheme.new')}
      intro={t('scheme.intro')}
      initialValues={
        scheme ? scheme : { grain: 'month', active: true, bands: BANDS, indicators: [newIndicator('100')] }
      }
      submit={submit}
      conflicts={useSchemeConflicts(scheme)}
      refusedAt={{ 'workforce.scheme_name_taken': 'name', 'workforce.scheme_dates_wrong': 'effectiveTo' }}
      onDone={saved => void done(saved)}
      onCancel={() => void back()}
    >
      <MainItems edit={scheme !== undefined} />
      <IndicatorItems />
      <BandItems />
    </FormPage>
  )
}

function useSchemeConflicts(scheme: KpiScheme | undefined) {
  const t = usePerformanceTexts()
  const { data: posts = [] } = useQuery(postsQuery)
  const { data: teams = [] } = useQuery(teamsQuery)
  const named = (of: readonly { id: string; name: string }[], ids: unknown, all: string) =>
    (ids as string[]).map(id => of.find(one => one.id === id)?.name ?? '…').join(comma()) || all
  return conflictsOf<KpiScheme, SchemeValues>(scheme, {
    read: () => call(workforce.readKpiScheme, { params: { schemeId: scheme?.id ?? '' } }),
    values: ({ name, grain, postIds, teamIds, effectiveFrom, effectiveTo, bands, indicators, active }) => {
      return { name, grain, postIds, teamIds, effectiveFrom, effectiveTo, bands, indicators, active }
    },
    labels: {
      ...{ name: t('scheme.name'), grain: t('grain'), postIds: t('scheme.posts'), teamIds: t('scheme.teams') },
      ...{ effectiveFrom: t('scheme.from'), effectiveTo: t('scheme.to'), active: t('scheme.active') },
      ...{ bands: t('bands.title'), indicators: t('scheme.indicators') },
    },
    show: (field, value) => {
      if (field === 'grain') return t(`grain.${value as KpiScheme['grain']}`)
      if (field === 'postIds') return named(posts, value, t('scheme.postsAll'))
      if (field === 'teamIds') return named(teams, value, t('scheme.teamsAll'))
      if (field === 'bands')
        return (value as SchemeValues['bands']).map(one => `${one.grade} ${one.from}`).join(comma())
      if (field !== 'indicators') return undefined
      return (value as SchemeValues['indicators']).map(one => `${one.name} ${one.weight}%`).join(comma())
    },
  })
}

function MainItems({ edit }: { edit: boolean }) {
  const t = usePerformanceTexts()
  const { data: posts = [] } = useQuery(postsQuery)
  const { data: teams = [] } = useQuery(teamsQuery)
  return (
    <>
      <Form.Item
        name="name"
        label={t('scheme.name')}
        rules={[{ required: true, whitespace: true, message: t('scheme.nameMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="grain" label={t('grain')}>
        <Select options={GRAINS.map(value => ({ value, label: t(`grain.${value}`) }))} />
      </Form.Item>
      <Form.Item name="postIds" label={t('scheme.posts')} extra={t('scheme.postsAll')}>
        <Select
          mode="multiple"
          options={posts.map(post => ({ value: post.id, label: post.name }))}
          showSearch={{ optionFilterProp: 'label' }}
        />
      </Form.Item>
      <Form.Item name="teamIds" label={t('scheme.teams')} extra={t('scheme.teamsAll')}>
        <Select
          mode="multiple"
          options={treeRows(teams).map(team => ({ value: team.id, label: team.name }))}
          showSearch={{ optionFilterProp: 'label' }}
        />
      </Form.Item>
      <div className="c-form__pair">
        <Form.Item
          name="effectiveFrom"
          label={t('scheme.from')}
          rules={[{ required: true, message: t('scheme.fromMissing') }]}
          validateTrigger="onChange"
        >
          <DateField label={t('scheme.from')} />
        </Form.Item>
        <Form.Item name="effectiveTo" label={t('scheme.to')} extra={t('scheme.toHint')}>
          <DateField label={t('scheme.to')} />
        </Form.Item>
      </div>
      {edit ? (
        <Form.Item name="active" label={t('scheme.active')} valuePropName="checked">
          <Switch />
        </Form.Item>
      ) : null}
    </>
  )
}
