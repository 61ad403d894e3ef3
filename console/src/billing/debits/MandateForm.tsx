import { billing } from '@anju/contract'
import { App, Form, Input, Select } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { PersonSelect } from '../../registry/people/PersonSelect.tsx'
import { noPhotos, PhotoField, type Photos } from '../../service-desk/PhotoField.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { DateField } from '../DateField.tsx'
import { useItems } from '../items/useItems.ts'
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

const ACCOUNT = /^[\d\s-]{8,40}$/

/** Records a signed mandate, or changes one; the account stays unless it is typed anew. */
export function MandateForm({ mandate, open, close }: MandateFormProps) {
  const t = useDebitTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  const submit = (values: Values, idempotencyKey: string, version?: number) => {
    const { premisesId = '', accountNumber, photos = noPhotos } = values
    const body = {
      ...{ holderName: values.holderName, bankName: values.bankName, payerPersonId: values.payerPersonId ?? null },
      ...{ agreementNumber: values.agreementNumber || null, remark: values.remark || null },
      ...{ signedOn: values.signedOn, validFrom: values.validFrom, validUntil: values.validUntil || null },
      itemIds: values.itemIds?.length ? values.itemIds : null,
    }
    const kept = (mandate?.photos ?? []).map(photo => photo.id)
    return mandate
      ? call(billing.editMandate, {
          params: { mandateId: mandate.id },
          body: {
            ...{ ...body, version: version ?? mandate.version, photoIds: [...kept, ...photos.ids] },
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

function Home() {
  const t = useDebitTexts()
  const community = useCommunity()
  const form = Form.useFormInstance<Values>()
  const chosen = Form.useWatch('communityId', form)
  const communityId = community.id ?? chosen
  return (
    <>
      {community.id === undefined ? (
        <Form.Item
          name="communityId"
          label={t('community')}
          rules={[{ required: true, message: t('communityMissing') }]}
        >
          <Select options={community.all.map(one => ({ value: one.id, label: one.name }))} />
        </Form.Item>
      ) : null}
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
  const { data: items = [] } = useItems()
  return (
    <>
      <Form.Item name="itemIds" label={t('items')}>
        <Select
          mode="multiple"
          placeholder={t('items.all')}
          options={items.map(item => ({ value: item.id, label: item.name }))}
          optionFilterProp="label"
        />
      </Form.Item>
      <Form.Item name="signedOn" label={t('signedOn')} rules={[{ required: true, message: t('dayMissing') }]}>
        <DateField />
      </Form.Item>
      <Form.Item name="validFrom" label={t('validFrom')} rules={[{ required: true, message: t('dayMissing') }]}>
        <DateField />
      </Form.Item>
      <Form.Item name="validUntil" label={t('validUntil')} extra={t('validUntil.hint')}>
        <DateField />
      </Form.Item>
    </>
  )
}

function Paper({ kept }: { kept: number }) {
  const t = useDebitTexts()
  return (
    <Form.Item
      name="photos"
      label={t('paper')}
      extra={kept > 0 ? t('paper.kept', { count: kept }) : t('paper.hint')}
      rules={[
        {
          validator: (_, photos: Photos = noPhotos) =>
            photos.waiting > 0 ? Promise.reject(new Error(t('paper.waiting'))) : Promise.resolve(),
        },
      ]}
    >
      <PhotoField max={Math.max(1, 6 - kept)} />
    </Form.Item>
  )
}
