import { workforce } from '@anju/contract'
import { App, Form, Input, Select } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../api.ts'
import { DateField } from '../billing/DateField.tsx'
import { noPhotos, type Photos } from '../service-desk/PhotoField.tsx'
import { PhotosItem } from '../service-desk/PhotosItem.tsx'
import { conflictsOf } from '../shell/form/conflicts-of.ts'
import { FormDrawer } from '../shell/form/FormDrawer.tsx'
import { ReasonField } from '../shell/form/ReasonField.tsx'
import { useWorkforceTexts } from './texts.ts'
import { CERTIFICATE_KINDS, type Certificate, type Employee, renewWorkforce } from './workforce.ts'

interface Values {
  kind: Certificate['kind']
  title: string
  number?: string
  issuedOn?: string | null
  validUntil?: string | null
  photos?: Photos
}

interface CertificateDrawerProps {
  employee: Employee
  editing: Certificate | 'new' | undefined
  removing: Certificate | undefined
  close: () => void
}

/** Adds, renews or removes a certificate. */
export function CertificateDrawer({ employee, editing, removing, close }: CertificateDrawerProps) {
  const t = useWorkforceTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  const old = editing === 'new' ? undefined : editing
  // That of the certificate as it is now: one that somebody else has replaced meanwhile does not come back.
  const file = useRef(old?.file?.id)
  const employeeId = employee.id
  const submit = ({ photos = noPhotos, ...values }: Values, idempotencyKey: string, version: number) => {
    const fileId = photos.ids[0] ?? file.current ?? null
    const body = { ...values, number: values.number ?? '', fileId }
    return old
      ? call(workforce.editCertificate, {
          params: { employeeId, certificateId: old.id },
          body: { ...body, version },
          idempotencyKey,
        })
      : call(workforce.addCertificate, { params: { employeeId }, body: { ...body, id: id.current }, idempotencyKey })
  }
  const done = async (words: string) => {
    id.current = newId()
    await renewWorkforce()
    close()
    void message.success(words)
  }
  return (
    <>
      <FormDrawer<Values, Employee>
        open={editing !== undefined}
        onClose={close}
        title={t(old ? 'certificate.edit' : 'newCertificate')}
        initialValues={old ?? { kind: 'electrician' }}
        submit={submit}
        conflicts={useCertificateConflicts(employeeId, old, now => (file.current = now?.file?.id))}
        refusedAt={{ 'workforce.certificate_dates_wrong': 'validUntil' }}
        onDone={() => void done(t('certificate.saved'))}
      >
        <Items />
      </FormDrawer>
      <FormDrawer<{ reason: string }, Employee>
        open={removing !== undefined}
        onClose={close}
        title={t('certificate.removeTitle', { title: removing?.title ?? '' })}
        submitText={t('certificate.remove')}
        danger
        submit={({ reason }, idempotencyKey) =>
          call(workforce.removeCertificate, {
            params: { employeeId, certificateId: removing?.id ?? '' },
            body: { reason, version: removing?.version ?? 0 },
            idempotencyKey,
          })
        }
        onDone={() => void done(t('certificate.removed'))}
      >
        <ReasonField label={t('reveal.reason')} missing={t('reveal.missing')} hint={t('reveal.hint')} />
      </FormDrawer>
    </>
  )
}

function useCertificateConflicts(
  employeeId: string,
  old: Certificate | undefined,
  meet: (now: Certificate | undefined) => void,
) {
  const t = useWorkforceTexts()
  return conflictsOf<Certificate, Values>(old, {
    read: async () => {
      const { certificates } = await call(workforce.readEmployee, { params: { employeeId } })
      const now = certificates.find(one => one.id === old?.id)
      meet(now)
      return now
    },
    values: ({ kind, title, number, issuedOn, validUntil }) => ({ kind, title, number, issuedOn, validUntil }),
    labels: {
      ...{ kind: t('certificate.kind'), title: t('certificate.title'), number: t('certificate.number') },
      ...{ issuedOn: t('certificate.issuedOn'), validUntil: t('certificate.validUntil') },
    },
    show: (field, value) => (field === 'kind' ? t(`kindOf.${value as Certificate['kind']}`) : undefined),
  })
}

function Items() {
  const t = useWorkforceTexts()
  const form = Form.useFormInstance<Values>()
  const named = (kind: Certificate['kind']) => {
    if (!form.getFieldValue('title') && kind !== 'other') form.setFieldValue('title', t(`kindOf.${kind}`))
  }
  return (
    <>
      <Form.Item name="kind" label={t('certificate.kind')}>
        <Select onChange={named} options={CERTIFICATE_KINDS.map(value => ({ value, label: t(`kindOf.${value}`) }))} />
      </Form.Item>
      <Form.Item
        name="title"
        label={t('certificate.title')}
        rules={[{ required: true, whitespace: true, message: t('certificate.titleMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="number" label={t('certificate.number')}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="issuedOn" label={t('certificate.issuedOn')}>
        <DateField label={t('certificate.issuedOn')} />
      </Form.Item>
      <Form.Item name="validUntil" label={t('certificate.validUntil')} extra={t('certificate.validHint')}>
        <DateField label={t('certificate.validUntil')} />
      </Form.Item>
      <PhotosItem label={t('certificate.file')} />
    </>
  )
}
