import { billing } from '@anju/contract'
import { App, Form, Input } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { PersonSelect } from '../../registry/people/PersonSelect.tsx'
import { noPhotos, type Photos } from '../../service-desk/PhotoField.tsx'
import { PhotosItem } from '../../service-desk/PhotosItem.tsx'
import { CommunityField } from '../../shell/form/CommunityField.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import type { Conflicts } from '../../shell/form/useConflict.ts'
import { DateField } from '../DateField.tsx'
import { ItemsField } from '../items/ItemsField.tsx'
import { PremisesSelect } from '../rules/PremisesSelect.tsx'
import { type MandateDetail, renewDebits } from './debits.ts'
import { useDebitTexts } from './texts.ts'

interface Values {
  communityId?: string
  premisesId?: string
  payerPersonId?: string
  holderName: string
  bankName: string
  accountNumber?: string
  agreementNumber?: string
  signedOn: string
  validFrom: string
  validUntil?: string | null
  itemIds?: string[]
  photos?: Photos
  remark?: string
}

interface MandateFormProps {
  mandate?: MandateDetail
  open: boolean
  close: () => void
}

const ACCOUNT = /^(?:[\s-]*\d){8,30}[\s-]*$/
const MOST_PHOTOS = 6

/** Records a signed mandate, or changes one; the account stays unless it is typed anew. */
export function MandateForm({ mandate, open, close }: MandateFormProps) {
  const t = useDebitTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  // Those of the record as it is now: what somebody else has added meanwhile stays.
  const kept = useRef(idsOf(mandate))
  const submit = (values: Values, idempotencyKey: string, version: number) => {
    const { premisesId = '', accountNumber, photos = noPhotos } = values
    const body = {
      ...{ holderName: values.holderName, bankName: values.bankName, payerPersonId: values.payerPersonId ?? null },
      ...{ agreementNumber: values.agreementNumber || null, remark: values.remark || null },
      ...{ signedOn: values.signedOn, validFrom: values.validFrom, validUntil: values.validUntil || null },
      itemIds: values.itemIds?.length ? values.itemIds : null,
    }
    return mandate
      ? call(billing.editMandate, {
          params: { mandateId: mandate.id },
          body: {
            ...{ ...body, version, photoIds: [...kept.current, ...photos.ids] },
            ...(accountNumber ? { accountNumber } : {}),
          },
          idempotencyKey,
        })
      : call(billing.signMandate, {
          body: { ...body, id: id.current, premisesId, accountNumber: accountNumber ?? '', photoIds: photos.ids },
          idempotencyKey,
        })
  }
  return (
    <FormDrawer<Values, MandateDetail>
      open={open}
      onClose={close}
      title={mandate ? t('edit.title', { holder: mandate.holderName }) : t('sign')}
      intro={mandate ? t('edit.intro') : t('sign.intro')}
      submitText={mandate ? undefined : t('sign')}
      initialValues={mandate ? valuesOf(mandate) : { photos: noPhotos }}
      submit={submit}
      conflicts={mandate ? conflictsOf(mandate, t, now => (kept.current = idsOf(now))) : undefined}
      refusedAt={{
        'billing.mandate_taken': 'accountNumber',
        'billing.mandate_wrong': 'validUntil',
        'billing.text_unwritable': 'holderName',
      }}
      onDone={() => {
        id.current = newId()
        renewDebits()
        void message.success(t(mandate ? 'edit.done' : 'sign.done'))
        close()
      }}
    >
      {mandate ? null : <Home />}
      <AccountFields isNew={!mandate} />
      <Form.Item name="payerPersonId" label={t('payer')} extra={t('payer.hint')}>
        <PersonSelect known={knownPayer(mandate)} />
      </Form.Item>
      <Scope />
      <Paper kept={mandate?.photos.length ?? 0} />
      <Form.Item name="remark" label={t('remark')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </FormDrawer>
  )
}

function knownPayer(mandate?: MandateDetail) {
  return mandate?.payerPersonId ? { id: mandate.payerPersonId, name: mandate.payerName ?? '' } : undefined
}

function valuesOf(mandate: MandateDetail): Values {
  const { holderName, bankName, signedOn, validFrom, validUntil } = mandate
  return {
    ...{ holderName, bankName, signedOn, validFrom, validUntil, photos: noPhotos },
    ...{ payerPersonId: mandate.payerPersonId ?? undefined, agreementNumber: mandate.agreementNumber ?? undefined },
    ...{ itemIds: mandate.itemIds ?? [], remark: mandate.remark ?? undefined },
  }
}

function idsOf(mandate: MandateDetail | undefined): string[] {
  return (mandate?.photos ?? []).map(photo => photo.id)
}

function conflictsOf(
  mandate: MandateDetail,
  t: ReturnType<typeof useDebitTexts>,
  read: (now: MandateDetail) => void,
): Conflicts<Values> {
  return {
    version: mandate.version,
    present: async () => {
      const now = await call(billing.readMandate, { params: { mandateId: mandate.id } })
      read(now)
      const { photos: _, ...values } = valuesOf(now)
      return { version: now.version, values }
    },
    labels: {
      ...{ holderName: t('holder'), bankName: t('bank'), agreementNumber: t('agreement'), payerPersonId: t('payer') },
      ...{ signedOn: t('signedOn'), validFrom: t('validFrom'), validUntil: t('validUntil') },
      ...{ itemIds: t('items'), remark: t('remark') },
    },
  }
}

function Home() {
  const t = useDebitTexts()
  const community = useCommunity()
  const form = Form.useFormInstance<Values>()
  const chosen = Form.useWatch('communityId', form)
  const communityId = community.id ?? chosen
  return (
    <>
      <CommunityField />
      {communityId ? (
        <Form.Item name="premisesId" label={t('premises')} rules={[{ required: true, message: t('premisesMissing') }]}>
          <PremisesSelect communityId={communityId} />
        </Form.Item>
      ) : null}
    </>
  )
}

function AccountFields({ isNew }: { isNew: boolean }) {
  const t = useDebitTexts()
  return (
    <>
      <Form.Item
        name="holderName"
        label={t('holder')}
        extra={t('holder.hint')}
        rules={[{ required: true, whitespace: true, message: t('holderMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="bankName"
        label={t('bank')}
        rules={[{ required: true, whitespace: true, message: t('bankMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" placeholder={t('bank.placeholder')} />
      </Form.Item>
      <Form.Item
        name="accountNumber"
        label={t('account')}
        extra={isNew ? undefined : t('account.kept')}
        rules={[
          { required: isNew, message: t('accountMissing') },
          { pattern: ACCOUNT, message: t('accountWrong') },
        ]}
      >
        <Input maxLength={40} autoComplete="off" inputMode="numeric" />
      </Form.Item>
      <Form.Item name="agreementNumber" label={t('agreement')} extra={t('agreement.hint')}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
    </>
  )
}

function Scope() {
  const t = useDebitTexts()
  return (
    <>
      <ItemsField label={t('items')} all={t('items.all')} />
      <Form.Item name="signedOn" label={t('signedOn')} rules={[{ required: true, message: t('dayMissing') }]}>
        <DateField />
      </Form.Item>
      <Form.Item name="validFrom" label={t('validFrom')} rules={[{ required: true, message: t('dayMissing') }]}>
        <DateField />
      </Form.Item>
      <Form.Item
        name="validUntil"
        label={t('validUntil')}
        extra={t('validUntil.hint')}
        dependencies={['validFrom']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, day?: string | null) =>
              day && day < (getFieldValue('validFrom') ?? '')
                ? Promise.reject(new Error(t('validUntilWrong')))
                : Promise.resolve(),
          }),
        ]}
      >
        <DateField />
      </Form.Item>
    </>
  )
}

function Paper({ kept }: { kept: number }) {
  const t = useDebitTexts()
  if (kept >= MOST_PHOTOS) return <p>{t('paper.full', { count: kept })}</p>
  return (
    <PhotosItem
      label={t('paper')}
      hint={kept > 0 ? t('paper.kept', { count: kept }) : t('paper.hint')}
      max={MOST_PHOTOS - kept}
    />
  )
}
