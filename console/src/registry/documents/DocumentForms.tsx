import { registry } from '@anju/contract'
import { App, Form, Input, Select } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { DateField } from '../../billing/DateField.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ReasonField } from '../../shell/form/ReasonField.tsx'
import { DOCUMENT_KINDS, type PlaceDocument, renewDocuments } from './documents.ts'
import { type ChosenFile, FileField } from './FileField.tsx'
import { useDocumentTexts } from './texts.ts'
import './documents.css'

interface Facts {
  kind: PlaceDocument['kind']
  title: string
  number?: string
  datedOn?: string | null
  validUntil?: string | null
  note?: string
}

function factsOf({ kind, title, number, datedOn, validUntil, note }: Facts) {
  return {
    ...{ kind, title, number: number ?? '', note: note ?? '' },
    ...{ datedOn: datedOn ?? null, validUntil: validUntil ?? null },
  }
}

interface AddFormProps {
  communityId: string
  /** Null: of the community as a whole. */
  premisesId: string | null
  close: () => void
}

/** Puts a paper to premises or a community. */
export function AddDocumentForm({ communityId, premisesId, close }: AddFormProps) {
  const t = useDocumentTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  return (
    <FormDrawer<Facts & { file?: ChosenFile }, PlaceDocument>
      open
      onClose={close}
      title={t('add.title')}
      initialValues={{ kind: premisesId ? 'title' : 'contract', title: t(premisesId ? 'kind.title' : 'kind.contract') }}
      submitText={t('add')}
      submit={({ file, ...facts }, idempotencyKey) =>
        call(registry.addPlaceDocument, {
          body: {
            ...{ ...factsOf(facts), id: id.current, communityId, premisesId },
            ...{ fileId: file?.fileId ?? '', filePurpose: file?.filePurpose ?? 'photo' },
          },
          idempotencyKey,
        })
      }
      onDone={document => {
        void renewDocuments()
        close()
        void message.success(t('saved', { title: document.title }))
      }}
    >
      <Form.Item
        name="file"
        label={t('field.file')}
        required
        rules={[
          {
            validator: (_, file: ChosenFile | undefined) =>
              file?.stored ? Promise.resolve() : Promise.reject(new Error(t(file ? 'file.waiting' : 'file.missing'))),
          },
        ]}
      >
        <FileField />
      </Form.Item>
      <FactFields />
    </FormDrawer>
  )
}

/** Corrects what is written down about a paper; its file stays. */
export function EditDocumentForm({ of, close }: { of: PlaceDocument; close: () => void }) {
  const t = useDocumentTexts()
  const { message } = App.useApp()
  return (
    <FormDrawer<Facts, PlaceDocument>
      open
      onClose={close}
      title={t('edit.title', { title: of.title })}
      initialValues={of}
      submit={(facts, idempotencyKey, version) =>
        call(registry.editPlaceDocument, {
          params: { documentId: of.id },
          body: { ...factsOf(facts), version },
          idempotencyKey,
        })
      }
      onDone={() => {
        void renewDocuments()
        close()
        void message.success(t('edited'))
      }}
      conflicts={{
        version: of.version,
        present: async () => {
          const { items } = await call(registry.listPlaceDocuments, {
            query: { communityId: of.communityId, premisesId: of.premisesId ?? undefined, limit: 200 },
          })
          const now = items.find(one => one.id === of.id) ?? of
          return { version: now.version, values: now }
        },
        labels: {
          ...{ kind: t('field.kind'), title: t('field.title'), number: t('field.number'), note: t('field.note') },
          ...{ datedOn: t('field.datedOn'), validUntil: t('field.validUntil') },
        },
      }}
    >
      <FactFields />
    </FormDrawer>
  )
}

/** Takes a paper away, with the reason. */
export function RemoveDocumentForm({ of, close }: { of: PlaceDocument; close: () => void }) {
  const t = useDocumentTexts()
  const { message } = App.useApp()
  return (
    <FormDrawer<{ reason: string }, PlaceDocument>
      open
      onClose={close}
      danger
      title={t('remove.title', { title: of.title })}
      intro={t('remove.intro')}
      submitText={t('remove')}
      submit={({ reason }, idempotencyKey) =>
        call(registry.removePlaceDocument, {
          params: { documentId: of.id },
          body: { reason, version: of.version },
          idempotencyKey,
        })
      }
      onDone={() => {
        void renewDocuments()
        close()
        void message.success(t('removedDone'))
      }}
    >
      <ReasonField label={t('field.reason')} missing={t('reason.missing')} />
    </FormDrawer>
  )
}

function FactFields() {
  const t = useDocumentTexts()
  const form = Form.useFormInstance<Facts>()
  // A title that nobody typed follows the kind.
  const rename = (kind: PlaceDocument['kind']) => {
    const title = form.getFieldValue('title')
    if (!title || DOCUMENT_KINDS.some(one => t(`kind.${one}`) === title)) form.setFieldValue('title', t(`kind.${kind}`))
  }
  return (
    <>
      <Form.Item name="kind" label={t('field.kind')} rules={[{ required: true }]}>
        <Select onChange={rename} options={DOCUMENT_KINDS.map(value => ({ value, label: t(`kind.${value}`) }))} />
      </Form.Item>
      <Form.Item
        name="title"
        label={t('field.title')}
        rules={[{ required: true, whitespace: true, message: t('title.missing') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="number" label={t('field.number')}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="datedOn" label={t('field.datedOn')}>
        <DateField label={t('field.datedOn')} />
      </Form.Item>
      <Form.Item name="validUntil" label={t('field.validUntil')} extra={t('field.validHint')}>
        <DateField label={t('field.validUntil')} />
      </Form.Item>
      <Form.Item name="note" label={t('field.note')}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 5 }} />
      </Form.Item>
    </>
  )
}
