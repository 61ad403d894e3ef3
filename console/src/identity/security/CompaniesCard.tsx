import { ApiError, identity } from '@anju/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { call, queryClient } from '../../api.ts'
import { useRefusalText } from '../../refusal.ts'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { ReasonButton } from '../ReasonButton.tsx'
import { PhoneLinkDialog } from './PhoneLinkDialog.tsx'
import { companiesQuery, securityQuery } from './queries.ts'
import { useSecurityTexts } from './security-texts.ts'

/** Accounts of the same person in other companies: which are linked, linking one, taking this one out. */
export function CompaniesCard() {
  const t = useSecurityTexts()
  const explain = useRefusalText()
  const { modal, message } = App.useApp()
  const { data = [], error, refetch } = useQuery(companiesQuery)
  const [linking, setLinking] = useState(false)
  const [byPhone, setByPhone] = useState(false)
  const phone = useQuery(securityQuery).data?.phoneMasked
  const unlink = useMutation({
    mutationFn: () => call(identity.unlinkAccount),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: companiesQuery.queryKey })
      void message.success(t('companies.unlinked'))
    },
    onError: failure => void message.error(explain(failure)),
  })
  const askUnlink = async () => {
    const sure = await modal.confirm({
      title: t('companies.unlinkTitle'),
      content: t('companies.unlinkText'),
      okText: t('companies.unlink'),
      okButtonProps: { danger: true },
      cancelText: t('cancel'),
    })
    if (sure) unlink.mutate()
  }
  const linked = data.length > 1
  return (
    <section className="c-card id-card" aria-label={t('companies')}>
      <header>
        <h2>{t('companies')}</h2>
        <span className="id-card__buttons">
          {linked ? (
            <Button danger loading={unlink.isPending} onClick={() => void askUnlink()}>
              {t('companies.unlink')}
            </Button>
          ) : null}
          <ReasonButton reason={phone ? undefined : t('companies.noPhone')} onClick={() => setByPhone(true)}>
            {t('companies.byPhone')}
          </ReasonButton>
          <Button onClick={() => setLinking(true)}>{t('companies.link')}</Button>
        </span>
      </header>
      <p className="id-quiet">{t('companies.facts')}</p>
      {error ? <FailureNotice error={error} retry={() => void refetch()} /> : null}
      {linked ? (
        <ul className="id-companies">
          {data.map(one => (
            <li key={one.companyId}>
              <strong>{one.company}</strong> <span className="id-quiet">{one.accountName}</span>
              {one.current ? <StatusTag tone="success">{t('companies.current')}</StatusTag> : null}
              {one.open ? null : <StatusTag tone="neutral">{t('companies.closed')}</StatusTag>}
            </li>
          ))}
        </ul>
      ) : (
        <p className="id-quiet">{t('companies.none')}</p>
      )}
      {linking ? <LinkDialog close={() => setLinking(false)} /> : null}
      {byPhone ? <PhoneLinkDialog close={() => setByPhone(false)} /> : null}
    </section>
  )
}

interface Values {
  account: string
  password: string
  code?: string
}

function LinkDialog({ close }: { close: () => void }) {
  const t = useSecurityTexts()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const link = useMutation({
    mutationFn: ({ account, password, code }: Values) =>
      call(identity.linkAccount, {
        body: { account: account.trim(), password, ...(code ? { code: code.trim() } : {}) },
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: companiesQuery.queryKey })
      void message.success(t('companies.linked'))
      close()
    },
  })
  const code = link.error instanceof ApiError ? link.error.code : null
  const needsCode = code === 'identity.totp_needed' || code === 'identity.wrong_totp'
  return (
    <Modal
      open
      title={t('companies.linkTitle')}
      onCancel={close}
      onOk={() => form.submit()}
      okText={t('companies.link')}
      cancelText={t('cancel')}
      confirmLoading={link.isPending}
      width={460}
      mask={{ closable: false }}
    >
      <p className="id-quiet">{t('companies.linkText')}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={values => link.mutate(values)}>
        <FailureAlert error={link.error} type={needsCode ? 'warning' : 'error'} />
        <Form.Item
          name="account"
          label={t('companies.account')}
          rules={[{ required: true, whitespace: true, message: t('companies.accountMissing') }]}
        >
          <Input autoFocus autoComplete="off" autoCapitalize="none" spellCheck={false} maxLength={100} />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('companies.password')}
          rules={[{ required: true, message: t('password.currentMissing') }]}
        >
          <Input.Password autoComplete="off" maxLength={200} />
        </Form.Item>
        {needsCode ? (
          <Form.Item name="code" label={t('companies.code')} extra={t('companies.codeText')}>
            <Input autoFocus autoComplete="one-time-code" maxLength={20} />
          </Form.Item>
        ) : null}
      </Form>
    </Modal>
  )
}
