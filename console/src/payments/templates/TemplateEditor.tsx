import { payments, type WireResponseOf } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Form, Input, Radio, Switch } from 'antd'
import { useState } from 'react'
import { call } from '../../api.ts'
import { GatedButton } from '../../billing/GatedButton.tsx'
import { useRefusalText } from '../../refusal.ts'
import { useCan } from '../../session.tsx'
import { FormNotices } from '../../shell/form/FormNotices.tsx'
import type { Conflicts } from '../../shell/form/useConflict.ts'
import { useFormWork } from '../../shell/form/useFormWork.ts'
import { PAPERS } from '../paper.ts'
import { usePaymentTexts } from '../texts.ts'
import { PaperPreview } from './PaperPreview.tsx'
import { type Picture, PictureField } from './PictureField.tsx'
import { useTemplateTexts } from './texts.ts'

export type Template = WireResponseOf<typeof payments.readReceiptTemplate>

/** A template while it is edited. */
export interface TemplateDraft extends Pick<Template, 'title' | 'footer' | 'paper' | 'receiptPer' | 'verification'> {
  logo: Picture | null
  seal: Picture | null
}

interface TemplateEditorProps {
  template: Template
  saved: (template: Template) => void
}

/** The fields on the left, the paper as it will be on the right. */
export function TemplateEditor({ template: read, saved }: TemplateEditorProps) {
  const t = useTemplateTexts()
  const { message } = App.useApp()
  // As it was read or saved last: what somebody else changes meanwhile is a conflict, not a form that begins anew.
  const [template, setTemplate] = useState(read)
  const conflicts = useConflicts(template)
  const work = useFormWork<TemplateDraft, Template>({
    initialValues: draftOf(template),
    conflicts,
    submit: (draft, idempotencyKey, version) =>
      call(payments.changeReceiptTemplate, {
        params: { communityId: template.communityId },
        body: { ...bodyOf(draft), receiptPer: draft.receiptPer, version },
        idempotencyKey,
      }),
    onDone: answer => {
      message.success(t('saved'))
      setTemplate(answer)
      work.form.setFieldsValue(draftOf(answer))
      saved(answer)
    },
  })
  const draft: TemplateDraft = { ...draftOf(template), ...Form.useWatch([], work.form) }
  const may = useCan('payments.templates.manage')
  return (
    <Form<TemplateDraft> {...work.formProps} initialValues={draftOf(template)} disabled={!may} className="c-template">
      <div className="c-card c-template__form">
        <FormNotices work={work} conflicts={conflicts} />
        <Fields />
        <div className="c-template__actions">
          <GatedButton
            type="primary"
            reason={may ? null : t('may')}
            loading={work.pending}
            onClick={() => work.form.submit()}
          >
            {t('save')}
          </GatedButton>
          <PdfButton template={template} draft={draft} may={may} />
        </div>
      </div>
      <PaperPreview template={template} draft={draft} />
    </Form>
  )
}

function draftOf({ title, footer, paper, receiptPer, verification, logo, seal }: Template): TemplateDraft {
  return { title, footer, paper, receiptPer, verification, logo, seal }
}

function bodyOf({ title, footer, paper, verification, logo, seal }: TemplateDraft) {
  return {
    title: title.trim(),
    footer: footer.trim(),
    paper,
    verification,
    logoId: logo?.id ?? null,
    sealId: seal?.id ?? null,
  }
}

function useConflicts(template: Template): Conflicts<TemplateDraft> {
  const t = useTemplateTexts()
  const payment = usePaymentTexts()
  const { communityId, version } = template
  return {
    version,
    present: async () => {
      const now = await call(payments.readReceiptTemplate, { params: { communityId } })
      return { version: now.version, values: draftOf(now) }
    },
    labels: {
      ...{ title: t('heading'), footer: t('footer'), paper: t('paper'), receiptPer: t('per') },
      ...{ verification: t('verification'), logo: t('logo'), seal: t('seal') },
    },
    show: (field, value) => {
      if (field === 'paper') return payment(`paper.${value as Template['paper']}`)
      if (field === 'receiptPer') return t(`per.${value as Template['receiptPer']}`)
      const picture = field === 'logo' || field === 'seal' ? (value as Picture | null) : null
      return picture ? <img src={picture.url} alt={t(field as 'logo' | 'seal')} height={32} /> : undefined
    },
  }
}

function Fields() {
  const t = useTemplateTexts()
  const payment = usePaymentTexts()
  return (
    <>
      <Form.Item
        name="title"
        label={t('heading')}
        rules={[{ required: true, whitespace: true, message: t('headingMissing') }]}
      >
        <Input maxLength={12} autoComplete="off" />
      </Form.Item>
      <div className="c-template__pictures">
        <Form.Item name="logo" label={t('logo')}>
          <PictureField name={t('logo')} />
        </Form.Item>
        <Form.Item name="seal" label={t('seal')} extra={t('sealText')}>
          <PictureField name={t('seal')} />
        </Form.Item>
      </div>
      <Form.Item name="footer" label={t('footer')}>
        <Input.TextArea maxLength={160} autoSize={{ minRows: 2, maxRows: 4 }} placeholder={t('footerHint')} />
      </Form.Item>
      <Form.Item name="paper" label={t('paper')} required>
        <Radio.Group
          aria-label={t('paper')}
          options={PAPERS.map(value => ({ value, label: payment(`paper.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="receiptPer" label={t('per')} required>
        <Radio.Group
          aria-label={t('per')}
          options={(['payment', 'premises'] as const).map(value => ({ value, label: t(`per.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="verification" label={t('verification')} extra={t('verificationText')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </>
  )
}

/** The sample as the printer would get it. */
function PdfButton({ template, draft, may }: { template: Template; draft: TemplateDraft; may: boolean }) {
  const t = useTemplateTexts()
  const explain = useRefusalText()
  const { message } = App.useApp()
  const preview = useMutation({
    mutationFn: () =>
      call(payments.previewReceipt, { params: { communityId: template.communityId }, body: bodyOf(draft) }),
    onSuccess: ({ pdf }) => {
      const bytes = Uint8Array.from(atob(pdf), letter => letter.charCodeAt(0))
      window.open(URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' })), '_blank', 'noopener')
    },
    onError: error => message.error(`${t('previewFailed')} · ${explain(error)}`, 6),
  })
  return (
    <Button disabled={!may || draft.title.trim() === ''} loading={preview.isPending} onClick={() => preview.mutate()}>
      {t('openPdf')}
    </Button>
  )
}
