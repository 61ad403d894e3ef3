import { workforce } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { App, Form, Input, Select, Switch } from 'antd'
import { useState } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { DateField } from '../../billing/DateField.tsx'
import { FormPage } from '../../shell/form/FormPage.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { PageSkeleton } from '../../shell/states/PageSkeleton.tsx'
import { postsQuery, renewWorkforce, teamsQuery, treeRows } from '../workforce.ts'
import { BandItems } from './BandItems.tsx'
import { IndicatorItems } from './IndicatorItems.tsx'
import { GRAINS, type KpiScheme } from './performance.ts'
import { bodyOf, newIndicator, type SchemeValues } from './scheme-values.ts'
import { usePerformanceTexts } from './texts.ts'
import './performance.css'

/** A new scheme. */
export function NewSchemePage() {
  return <SchemeForm scheme={undefined} />
}

/** A scheme to be changed. */
export function SchemePage() {
  const { schemeId } = useParams({ strict: false }) as { schemeId: string }
  const { data, error, refetch } = useQuery({
    queryKey: [workforce.listKpiSchemes.path, 'one', schemeId],
    queryFn: ({ signal }) => call(workforce.readKpiScheme, { params: { schemeId }, signal }),
  })
  if (error && !data)
    return (
      <div className="c-page">
        <FailureNotice error={error} retry={() => void refetch()} />
      </div>
    )
  return data ? <SchemeForm key={data.version} scheme={data} /> : <PageSkeleton />
}

const BANDS = [
  { grade: 'A', from: '90' },
  { grade: 'B', from: '80' },
  { grade: 'C', from: '60' },
  { grade: 'D', from: '0' },
]

function SchemeForm({ scheme }: { scheme: KpiScheme | undefined }) {
  const t = usePerformanceTexts()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const [id] = useState(() => newId())
  const back = () => navigate({ to: '/performance', search: { tab: 'schemes' } })
  const submit = (values: SchemeValues, idempotencyKey: string) =>
    scheme
      ? call(workforce.editKpiScheme, {
          params: { schemeId: scheme.id },
          body: { ...bodyOf(values), active: values.active, version: scheme.version },
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
      onDone={saved => void done(saved)}
      onCancel={() => void back()}
    >
      <MainItems edit={scheme !== undefined} />
      <IndicatorItems />
      <BandItems />
    </FormPage>
  )
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
