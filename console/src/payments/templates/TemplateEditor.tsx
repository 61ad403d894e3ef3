import { payments, type WireResponseOf } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Input, Radio, Switch } from 'antd'
import { type ReactNode, useState } from 'react'
import { call } from '../../api.ts'
import { GatedButton } from '../../billing/GatedButton.tsx'
import { useRefusalText } from '../../refusal.ts'
import { useCan } from '../../session.tsx'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
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
export function TemplateEditor({ template, saved }: TemplateEditorProps) {
  const t = useTemplateTexts()
  const { message } = App.useApp()
  const [draft, setDraft] = useState<TemplateDraft>(() => ({
    title: template.title,
    footer: template.footer,
    paper: template.paper,
    receiptPer: template.receiptPer,
    verification: template.verification,
    logo: template.logo,
    seal: template.seal,
  }))
  const change = (part: Partial<TemplateDraft>) => setDraft(before => ({ ...before, ...part }))
  const save = useMutation({
    mutationFn: () =>
      call(payments.changeReceiptTemplate, {
        params: { communityId: template.communityId },
        body: { ...bodyOf(draft), receiptPer: draft.receiptPer, version: template.version },
        idempotencyKey: crypto.randomUUID(),
      }),
    onSuccess: answer => {
      message.success(t('saved'))
      saved(answer)
    },
  })
  const may = useCan('payments.templates.manage')
  const reason = may ? (draft.title.trim() === '' ? t('headingMissing') : null) : t('may')
  return (
    <div className="c-template">
      <div className="c-card c-template__form">
        <Fields draft={draft} change={change} />
        <FailureAlert error={save.error} />
        <div className="c-template__actions">
          <GatedButton type="primary" reason={reason} loading={save.isPending} onClick={() => save.mutate()}>
            {t('save')}
          </GatedButton>
          <PdfButton template={template} draft={draft} may={may} />
        </div>
      </div>
      <PaperPreview template={template} draft={draft} />
    </div>
  )
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

function Fields({ draft, change }: { draft: TemplateDraft; change: (part: Partial<TemplateDraft>) => void }) {
  const t = useTemplateTexts()
  const payment = usePaymentTexts()
  return (
    <>
      <Field name={t('heading')}>
        <Input
          aria-label={t('heading')}
          value={draft.title}
          maxLength={12}
          status={draft.title.trim() === '' ? 'error' : undefined}
          onChange={event => change({ title: event.target.value })}
        />
      </Field>
      <div className="c-template__pictures">
        <Field name={t('logo')}>
          <PictureField name={t('logo')} picture={draft.logo} change={logo => change({ logo })} />
        </Field>
        <Field name={t('seal')} help={t('sealText')}>
          <PictureField name={t('seal')} picture={draft.seal} change={seal => change({ seal })} />
        </Field>
      </div>
      <Field name={t('footer')}>
        <Input.TextArea
          aria-label={t('footer')}
          value={draft.footer}
          maxLength={160}
          autoSize={{ minRows: 2, maxRows: 4 }}
          placeholder={t('footerHint')}
          onChange={event => change({ footer: event.target.value })}
        />
      </Field>
      <Field name={t('paper')}>
        <Radio.Group
          aria-label={t('paper')}
          value={draft.paper}
          onChange={event => change({ paper: event.target.value })}
          options={PAPERS.map(value => ({ value, label: payment(`paper.${value}`) }))}
        />
      </Field>
      <Field name={t('per')}>
        <Radio.Group
          aria-label={t('per')}
          value={draft.receiptPer}
          onChange={event => change({ receiptPer: event.target.value })}
          options={(['payment', 'premises'] as const).map(value => ({ value, label: t(`per.${value}`) }))}
        />
      </Field>
      <Field name={t('verification')} help={t('verificationText')}>
        <Switch
          aria-label={t('verification')}
          checked={draft.verification}
          onChange={verification => change({ verification })}
        />
      </Field>
    </>
  )
}

function Field({ name, help, children }: { name: string; help?: string; children: ReactNode }) {
  return (
    <div className="c-template__field">
      <span>{name}</span>
      {children}
      {help ? <small>{help}</small> : null}
    </div>
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
