import { billing } from '@anju/contract'
import { Form, Input, Select } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { todayHere } from '../../workforce/days.ts'
import { parseYuan } from '../cashier/yuan.ts'
import { DateField } from '../DateField.tsx'
import type { Resolution } from './fund.ts'
import { PaperFields, type Papers, paperIds } from './PaperFields.tsx'
import { useFundTexts } from './texts.ts'
import '../rules/rules.css'

const VOTES = ['heads', 'areaM2', 'headsPart', 'areaPartM2', 'headsFor', 'areaForM2'] as const

type Values = Papers &
  Partial<Record<(typeof VOTES)[number], string>> & {
    kind: 'public' | 'fund'
    body: Resolution['body']
    number?: string
    subject?: string
    decidedOn?: string
    limit?: string
  }

interface ResolutionFormProps {
  community: { id: string; name: string }
  open: boolean
  close: () => void
  done: (resolution: Resolution) => void
}

/** Keeps what owners decided, with its paper; of an assembly on the maintenance fund also how they voted. */
export function ResolutionForm({ community, open, close, done }: ResolutionFormProps) {
  const t = useFundTexts()
  const id = useRef(newId())
  const submit = (values: Values, idempotencyKey: string) => {
    const { kind, body, number = '', subject = '', decidedOn = '', limit = '' } = values
    const limitFen = limit.trim() === '' ? null : (parseYuan(limit) ?? 0)
    const facts = { kind, body, number, subject, decidedOn, limitFen, votes: votesOf(values) }
    return call(billing.addResolution, {
      body: { id: id.current, communityId: community.id, ...facts, fileIds: paperIds(values) },
      idempotencyKey,
    })
  }
  return (
    <FormDrawer<Values, Resolution>
      open={open}
      onClose={close}
      title={`${community.name} · ${t('resolution.title')}`}
      submitText={t('addResolution')}
      initialValues={{ kind: 'public', body: 'assembly', decidedOn: todayHere() }}
      submit={submit}
      refusedAt={{ 'billing.resolution_taken': 'number', 'billing.resolution_not_carried': 'headsFor' }}
      onDone={resolution => {
        id.current = newId()
        done(resolution)
      }}
    >
      <WhatFields />
      <VoteFields />
      <PaperFields label={t('resolution.paper')} missing={t('resolution.paperMissing')} />
    </FormDrawer>
  )
}

function votesOf(values: Values) {
  if (values.kind !== 'fund' || values.body !== 'assembly') return null
  const { heads = '', areaM2 = '', headsPart = '', areaPartM2 = '', headsFor = '', areaForM2 = '' } = values
  return {
    ...{ heads: Number(heads), headsPart: Number(headsPart), headsFor: Number(headsFor) },
    ...{ areaM2: areaM2.trim(), areaPartM2: areaPartM2.trim(), areaForM2: areaForM2.trim() },
  }
}

const BODIES = { public: ['assembly', 'committee'], fund: ['assembly', 'emergency'] } as const

function WhatFields() {
  const t = useFundTexts()
  const form = Form.useFormInstance<Values>()
  const kind = Form.useWatch('kind', form) ?? 'public'
  const required = (message: string) => [{ required: true, whitespace: true, message }]
  return (
    <>
      <div className="c-form__pair">
        <Form.Item name="kind" label={t('kind')} required>
          <Select
            options={(['public', 'fund'] as const).map(value => ({ value, label: t(`kind.${value}`) }))}
            onChange={() => form.setFieldValue('body', 'assembly')}
          />
        </Form.Item>
        <Form.Item name="body" label={t('body')} required>
          <Select options={BODIES[kind].map(value => ({ value, label: t(`body.${value}`) }))} />
        </Form.Item>
      </div>
      <div className="c-form__pair">
        <Form.Item name="number" label={t('number')} rules={required(t('numberMissing'))}>
          <Input maxLength={50} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="decidedOn"
          label={t('decidedOn')}
          rules={[{ required: true, message: t('decidedOnMissing') }]}
          validateTrigger="onChange"
        >
          <DateField />
        </Form.Item>
      </div>
      <Form.Item name="subject" label={t('subject')} rules={required(t('subjectMissing'))}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="limit"
        label={t('limit.field')}
        extra={t('limit.hint')}
        rules={[
          {
            validator: async (_, text = '') => {
              if (text.trim() !== '' && (parseYuan(text) ?? 0) <= 0) throw new Error(t('form.amountWrong'))
            },
          },
        ]}
      >
        <Input inputMode="decimal" autoComplete="off" className="c-price" maxLength={16} />
      </Form.Item>
    </>
  )
}

const NUMBER = /^\d{1,14}(\.\d{1,2})?$/
const WHOLE = /^\d{1,7}$/

/** By heads and by area, of all, of those who took part, of those in favour. */
function VoteFields() {
  const t = useFundTexts()
  const form = Form.useFormInstance<Values>()
  const [kind, body] = [Form.useWatch('kind', form), Form.useWatch('body', form)]
  if (kind !== 'fund' || body !== 'assembly') return null
  const field = (name: (typeof VOTES)[number], label: string) => (
    <Form.Item
      name={name}
      label={label}
      required
      rules={[
        {
          validator: async (_, text = '') => {
            if (!(name.startsWith('heads') ? WHOLE : NUMBER).test(text.trim())) throw new Error(t('votes.wrong'))
          },
        },
      ]}
    >
      <Input inputMode="decimal" autoComplete="off" className="c-price" />
    </Form.Item>
  )
  const pair = (of: string, heads: (typeof VOTES)[number], area: (typeof VOTES)[number]) => (
    <div className="c-form__pair">
      {field(heads, t('votes.heads', { of }))}
      {field(area, t('votes.area', { of }))}
    </div>
  )
  return (
    <>
      <p className="c-sections__none">{t('votes.intro')}</p>
      {pair(t('votes.all'), 'heads', 'areaM2')}
      {pair(t('votes.part'), 'headsPart', 'areaPartM2')}
      {pair(t('votes.for'), 'headsFor', 'areaForM2')}
    </>
  )
}
