import { serviceDesk } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { App, Form, Input, Radio, Segmented, Select } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call, queryClient } from '../api.ts'
import { communitiesQuery, useCommunity } from '../community.tsx'
import { FormDrawer } from '../shell/form/FormDrawer.tsx'
import { CategoryMark } from './OrderMarks.tsx'
import { ORDER_CATEGORIES, type OrderCategory, type OrderDetail, type OrderRow } from './order.ts'
import type { Photos } from './PhotoField.tsx'
import { PhotosItem } from './PhotosItem.tsx'
import { type PremisesChoice, PremisesField, premisesQuery } from './PremisesField.tsx'
import { renewOrders } from './queries.ts'
import { useServiceDeskTexts } from './texts.ts'
import './report.css'

interface ReportValues {
  where: 'home' | 'public'
  premises?: PremisesChoice
  communityId?: string
  place?: string
  category: OrderCategory
  urgency: OrderRow['urgency']
  description: string
  reporterName: string
  photos?: Photos
}

interface ReportDrawerProps {
  open: boolean
  onClose: () => void
}

/** The front desk takes a report: where, what, how urgent, from whom, with photos. */
export default function ReportDrawer({ open, onClose }: ReportDrawerProps) {
  const t = useServiceDeskTexts()
  const { message } = App.useApp()
  const { id: communityId } = useCommunity()
  // One id per report, however often it has to be sent.
  const orderId = useRef(newId())
  const submit = async (values: ReportValues, idempotencyKey: string): Promise<OrderDetail> => {
    const { category, urgency, description, reporterName, photos } = values
    return call(serviceDesk.reportOrder, {
      idempotencyKey,
      body: {
        id: orderId.current,
        ...(await placeOf(values)),
        ...{ category, urgency, reporterName: reporterName.trim(), description: description.trim() },
        photoIds: photos?.ids ?? [],
      },
    })
  }
  return (
    <FormDrawer<ReportValues, OrderDetail>
      open={open}
      onClose={onClose}
      title={t('report.title')}
      intro={t('report.intro')}
      draft="service-desk.report"
      initialValues={{ where: 'home', urgency: 'normal', communityId }}
      submitText={t('report.submit')}
      submit={submit}
      onDone={order => {
        orderId.current = newId()
        onClose()
        message.success(t('report.done', { number: order.number }))
        void renewOrders([])
      }}
    >
      <WhereFields />
      <WhatFields />
      <ReporterField />
      <PhotosItem label={t('report.photos')} />
    </FormDrawer>
  )
}

/** Where, in the words of the contract; a home lies in its own community, whichever is chosen at the top. */
async function placeOf({ where, premises, communityId, place }: ReportValues) {
  if (where === 'public') return { communityId: communityId ?? '', premisesId: null, place: place?.trim() }
  const { id, communityId: home } = await queryClient.ensureQueryData(premisesQuery(premises?.value ?? ''))
  return { communityId: home, premisesId: id }
}

function WhereFields() {
  const t = useServiceDeskTexts()
  const form = Form.useFormInstance<ReportValues>()
  const where = Form.useWatch('where', form) ?? 'home'
  return (
    <>
      <Form.Item name="where" label={t('report.where')} rules={[{ required: true }]}>
        <Segmented
          options={(['home', 'public'] as const).map(value => ({ value, label: t(`report.${value}`) }))}
          aria-label={t('report.where')}
        />
      </Form.Item>
      {where === 'home' ? (
        <Form.Item
          name="premises"
          label={t('report.premises')}
          rules={[{ required: true, message: t('report.premisesMissing') }]}
        >
          <PremisesField
            onPerson={name => {
              if (!form.getFieldValue('reporterName')) form.setFieldsValue({ reporterName: name })
            }}
          />
        </Form.Item>
      ) : (
        <PublicPlaceFields />
      )}
    </>
  )
}

function PublicPlaceFields() {
  const t = useServiceDeskTexts()
  const { data: communities = [] } = useQuery(communitiesQuery)
  const only = communities.length === 1 ? communities[0]?.id : undefined
  return (
    <>
      <Form.Item
        name="communityId"
        label={t('report.community')}
        initialValue={only}
        rules={[{ required: true, message: t('report.communityMissing') }]}
      >
        <Select
          options={communities.map(({ id, name }) => ({ value: id, label: name }))}
          placeholder={t('report.communityMissing')}
          showSearch={{ optionFilterProp: 'label' }}
        />
      </Form.Item>
      <Form.Item
        name="place"
        label={t('report.place')}
        rules={[{ required: true, whitespace: true, message: t('report.placeMissing') }]}
      >
        <Input maxLength={100} placeholder={t('report.placeHint')} />
      </Form.Item>
    </>
  )
}

function WhatFields() {
  const t = useServiceDeskTexts()
  const form = Form.useFormInstance<ReportValues>()
  const urgency = Form.useWatch('urgency', form) ?? 'normal'
  return (
    <>
      <Form.Item
        name="category"
        label={t('report.category')}
        rules={[{ required: true, message: t('report.categoryMissing') }]}
      >
        <Radio.Group
          className="sd-tiles"
          optionType="button"
          options={ORDER_CATEGORIES.map(value => ({ value, label: <CategoryMark category={value} /> }))}
        />
      </Form.Item>
      <Form.Item
        name="urgency"
        label={t('report.urgency')}
        rules={[{ required: true }]}
        extra={urgency === 'urgent' ? t('report.urgentHint') : t('report.normalHint')}
      >
        <Radio.Group
          options={(['normal', 'urgent'] as const).map(value => ({ value, label: t(`urgency.${value}`) }))}
        />
      </Form.Item>
      <Form.Item
        name="description"
        label={t('report.description')}
        rules={[{ required: true, whitespace: true, min: 2, message: t('report.descriptionMissing') }]}
      >
        <Input.TextArea rows={4} maxLength={1000} placeholder={t('report.descriptionHint')} />
      </Form.Item>
    </>
  )
}

/** Who reports it; those who live in the chosen home are offered. */
function ReporterField() {
  const t = useServiceDeskTexts()
  const form = Form.useFormInstance<ReportValues>()
  const where = Form.useWatch('where', form)
  const premises = Form.useWatch('premises', form)
  const atHome = where === 'home' && premises !== undefined
  const { data } = useQuery({ ...premisesQuery(premises?.value ?? ''), enabled: atHome })
  const occupants = atHome ? (data?.occupants ?? []) : []
  const take = (name: string) => {
    form.setFieldValue('reporterName', name)
    void form.validateFields(['reporterName'])
  }
  return (
    <Form.Item
      name="reporterName"
      label={t('report.reporter')}
      rules={[{ required: true, whitespace: true, message: t('report.reporterMissing') }]}
      extra={
        occupants.length > 0 ? (
          <span className="sd-occupants">
            {t('report.reporterPick')}
            {occupants.map(({ personId, name }) => (
              <button key={personId} type="button" onClick={() => take(name)}>
                {name}
              </button>
            ))}
          </span>
        ) : undefined
      }
    >
      <Input maxLength={100} autoComplete="off" />
    </Form.Item>
  )
}
