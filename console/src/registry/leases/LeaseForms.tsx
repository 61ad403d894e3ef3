import { registry } from '@anju/contract'
import { comma } from '@anju/ui'
import { App, Form, Radio } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { DateField } from '../../billing/DateField.tsx'
import { useActor } from '../../session.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ReasonField } from '../../shell/form/ReasonField.tsx'
import { todayHere } from '../../workforce/days.ts'
import { CoreFields, LastDayField } from './CoreFields.tsx'
import { dayAfter, endOfYears, fetchLease, type LeaseDetail, renewLeases } from './lease.ts'
import {
  type CoreValues,
  coreOf,
  coreValuesOf,
  freshWords,
  type WordValues,
  wordsOf,
  wordValuesOf,
} from './lease-values.ts'
import { useLeaseTexts } from './texts.ts'
import { WordFields } from './WordFields.tsx'
import '../vehicles/vehicles.css'
import '../registry.css'
import './leases.css'

interface Signing {
  signed: boolean
  signedOn?: string
}

const NUMBER_TAKEN = { 'registry.lease_number_taken': 'number' } as const

const signedOnOf = ({ signed, signedOn }: Signing) => (signed ? (signedOn ?? null) : null)

interface NewFormProps {
  communityId: string | undefined
  /** Known from where the form was opened. */
  premises?: { id: string; label: string }
  tenant?: { id: string; name: string }
  close: () => void
}

/** Writes a lease down, signed or as a draft. */
export function NewLeaseForm({ communityId, premises, tenant, close }: NewFormProps) {
  const t = useLeaseTexts()
  const actor = useActor()
  const { message } = App.useApp()
  const id = useRef(newId())
  return (
    <FormDrawer<CoreValues & WordValues & Signing, LeaseDetail>
      open
      onClose={close}
      draft="lease"
      title={t('create.title')}
      intro={t('create.intro')}
      initialValues={{
        ...freshWords(actor.accountId),
        premises: premises ? [{ value: premises.id, label: premises.label }] : [],
        tenants: tenant ? [{ value: tenant.id, label: tenant.name }] : [],
        ...{ landlords: [], signed: true, signedOn: todayHere() },
      }}
      submitText={t('create.submit')}
      submit={(values, idempotencyKey) =>
        call(registry.createLease, {
          body: { ...wordsOf(values), ...coreOf(values), id: id.current, signedOn: signedOnOf(values) },
          idempotencyKey,
        })
      }
      refusedAt={NUMBER_TAKEN}
      onDone={saved => {
        id.current = newId()
        renewLeases(saved)
        close()
        void message.success(t('create.done', { number: saved.number }))
      }}
    >
      <CoreFields communityId={communityId} />
      <WordFields />
      <SigningFields />
    </FormDrawer>
  )
}

function SigningFields() {
  const t = useLeaseTexts()
  const signed = Form.useWatch<boolean>('signed')
  return (
    <>
      <Form.Item name="signed" label={t('form.state')}>
        <Radio.Group
          options={[
            { value: true, label: t('form.signed') },
            { value: false, label: t('form.draft') },
          ]}
        />
      </Form.Item>
      {signed ? (
        <Form.Item name="signedOn" label={t('field.signedOn')} rules={[{ required: true, message: t('required') }]}>
          <DateField label={t('field.signedOn')} />
        </Form.Item>
      ) : null}
    </>
  )
}

interface LeaseFormProps {
  lease: LeaseDetail
  close: () => void
}

function useWordLabels() {
  const t = useLeaseTexts()
  return {
    ...{ number: t('field.number'), rentKind: t('field.rentKind'), rentFen: t('field.rentFen') },
    ...{ rentPeriod: t('field.rentPeriod'), unitPrice: t('field.unitPrice'), areaM2: t('field.areaM2') },
    ...{ payEveryMonths: t('field.pay'), paymentDay: t('field.paymentDay'), depositFen: t('field.depositFen') },
    ...{ purpose: t('field.purpose'), notes: t('field.notes'), staffId: t('field.staff'), files: t('field.documents') },
  }
}

/** A list of choices, or of files, by their names. */
function named(value: unknown): string | undefined {
  if (!Array.isArray(value)) return undefined
  const names = value.map((one: { label?: string; name?: string } | undefined) => one?.label ?? one?.name ?? '')
  return names.filter(Boolean).join(comma()) || '–'
}

/** Changes a draft in everything. */
export function EditDraftForm({ lease, close }: LeaseFormProps) {
  const t = useLeaseTexts()
  const { message } = App.useApp()
  const labels = useWordLabels()
  const valuesOf = (of: LeaseDetail) => ({ ...coreValuesOf(of), ...wordValuesOf(of) })
  return (
    <FormDrawer<CoreValues & WordValues, LeaseDetail>
      open
      onClose={close}
      title={t('editDraft.title', { number: lease.number })}
      initialValues={valuesOf(lease)}
      submitText={t('edit.submit')}
      conflicts={{
        version: lease.version,
        present: async () => {
          const now = await fetchLease(lease.id)
          return { version: now.version, values: valuesOf(now) }
        },
        labels: {
          ...labels,
          ...{ premises: t('field.premises'), landlords: t('field.landlords'), tenants: t('field.tenants') },
          ...{ fromOn: t('field.fromOn'), toOn: t('field.toOn') },
        },
        show: (_field, value) => named(value),
      }}
      submit={(values, idempotencyKey, version) =>
        call(registry.editLeaseDraft, {
          params: { leaseId: lease.id },
          body: { ...wordsOf(values), ...coreOf(values), version },
          idempotencyKey,
        })
      }
      refusedAt={NUMBER_TAKEN}
      onDone={changed => {
        renewLeases(changed)
        close()
        void message.success(t('edit.done'))
      }}
    >
      <CoreFields communityId={lease.communityId} />
      <WordFields lease={lease} />
    </FormDrawer>
  )
}

/** Corrects what a signed lease says of money, papers and purpose, with the reason. */
export function EditLeaseForm({ lease, close }: LeaseFormProps) {
  const t = useLeaseTexts()
  const { message } = App.useApp()
  return (
    <FormDrawer<WordValues & { reason: string }, LeaseDetail>
      open
      onClose={close}
      title={t('edit.title', { number: lease.number })}
      intro={t('edit.intro')}
      initialValues={{ ...wordValuesOf(lease), reason: '' }}
      submitText={t('edit.submit')}
      conflicts={{
        version: lease.version,
        present: async () => {
          const now = await fetchLease(lease.id)
          return { version: now.version, values: { ...wordValuesOf(now), reason: '' } }
        },
        labels: { ...useWordLabels(), reason: t('field.reason') },
        show: (_field, value) => named(value),
      }}
      submit={({ reason, ...values }, idempotencyKey, version) =>
        call(registry.editLease, {
          params: { leaseId: lease.id },
          body: { ...wordsOf(values), reason, version },
          idempotencyKey,
        })
      }
      refusedAt={NUMBER_TAKEN}
      onDone={changed => {
        renewLeases(changed)
        close()
        void message.success(t('edit.done'))
      }}
    >
      <WordFields lease={lease} />
      <ReasonField label={t('field.reason')} missing={t('reasonMissing')} />
    </FormDrawer>
  )
}

/** Goes on with a lease after its last day. */
export function RenewLeaseForm({ lease, close }: LeaseFormProps) {
  const t = useLeaseTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  const from = dayAfter(lease.toOn)
  return (
    <FormDrawer<WordValues & Signing & { toOn: string }, LeaseDetail>
      open
      onClose={close}
      title={t('renew.title', { number: lease.number })}
      intro={t('renew.intro', { from })}
      initialValues={{
        ...wordValuesOf(lease),
        ...{ number: '', files: [], toOn: endOfYears(from, 1), signed: true, signedOn: todayHere() },
      }}
      submitText={t('renew.submit')}
      submit={({ toOn, ...values }, idempotencyKey) =>
        call(registry.renewLease, {
          params: { leaseId: lease.id },
          body: {
            ...wordsOf(values),
            ...{ id: id.current, toOn, signedOn: signedOnOf(values), version: lease.version },
          },
          idempotencyKey,
        })
      }
      refusedAt={NUMBER_TAKEN}
      onDone={renewal => {
        id.current = newId()
        renewLeases(renewal)
        close()
        void message.success(t('renew.done', { number: renewal.number }))
      }}
    >
      <LastDayField from={from} />
      <WordFields lease={lease} />
      <SigningFields />
    </FormDrawer>
  )
}
