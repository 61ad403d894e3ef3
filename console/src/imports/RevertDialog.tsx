import { imports, type WireResponseOf } from '@anju/contract'
import { useLocale } from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, Button, Input, Modal } from 'antd'
import { useId, useState } from 'react'
import { call, queryClient } from '../api.ts'
import { ReasonButton } from '../identity/ReasonButton.tsx'
import { FailureAlert } from '../shell/states/FailureAlert.tsx'
import { type Import, importQuery } from './import-query.ts'
import { recordWords } from './record-words.ts'
import { useImportsTexts } from './texts.ts'
import { useChangeWords } from './useChangeWords.ts'
import './revert.css'

type Found = WireResponseOf<typeof imports.readRevert>

/** Takes an import back: what would be deleted, what stands in the way, and why it is done. */
export function RevertDialog({ found, open, close }: { found: Import; open: boolean; close: () => void }) {
  const t = useImportsTexts()
  const check = useQuery({
    queryKey: [imports.readRevert.path, found.id],
    queryFn: ({ signal }) => call(imports.readRevert, { params: { importId: found.id }, signal }),
    enabled: open,
    gcTime: 0,
  })
  return (
    <Modal open={open} title={t('revert.title')} onCancel={close} footer={null} width={560} destroyOnHidden>
      <FailureAlert error={check.error} />
      {check.data ? <RevertForm found={found} check={check.data} close={close} /> : <p>{t('revert.checking')}</p>}
    </Modal>
  )
}

function RevertForm({ found, check, close }: { found: Import; check: Found; close: () => void }) {
  const t = useImportsTexts()
  const id = useId()
  const [reason, setReason] = useState('')
  const why = useReason(check, reason)
  const revert = useMutation({
    mutationFn: () => call(imports.revertImport, { params: { importId: found.id }, body: { reason: reason.trim() } }),
    onSuccess: answer => {
      queryClient.setQueryData(importQuery(answer.id).queryKey, answer)
      close()
    },
    onError: () => queryClient.invalidateQueries({ queryKey: [imports.readRevert.path, found.id] }),
  })
  return (
    <form
      className="im-revert"
      onSubmit={event => {
        event.preventDefault()
        if (check.possible && reason.trim() !== '') revert.mutate()
      }}
    >
      <WhatStands check={check} />
      {check.possible ? (
        <div>
          <label htmlFor={id} className="im-label">
            {t('revert.reason')}
          </label>
          <Input
            id={id}
            value={reason}
            maxLength={100}
            autoFocus
            onChange={event => setReason(event.target.value)}
            placeholder={t('revert.reasonHint')}
          />
        </div>
      ) : null}
      <FailureAlert error={revert.error} />
      <footer className="im-upload__foot">
        <Button onClick={close}>{t('upload.cancel')}</Button>
        <ReasonButton danger type="primary" htmlType="submit" loading={revert.isPending} reason={why}>
          {t('revert.submit')}
        </ReasonButton>
      </footer>
    </form>
  )
}

/** Why it cannot be taken back now. */
function useReason(check: Found, reason: string): string | undefined {
  const t = useImportsTexts()
  if (check.blockers.length > 0) return t('revert.blocked')
  if (!check.possible) return t('revert.none')
  return reason.trim() === '' ? t('revert.needReason') : undefined
}

function WhatStands({ check }: { check: Found }) {
  const t = useImportsTexts()
  const blocked = check.blockers.length > 0
  const none = check.created.length === 0
  const nothing = none && check.changes.length === 0
  return (
    <>
      {nothing ? <Alert type="info" showIcon title={t('revert.none')} /> : null}
      {blocked ? (
        <Alert
          type="error"
          showIcon
          title={t('revert.blocked')}
          description={<Records records={check.blockers} named={(words, one) => t(`revert.${one.reason}`, words)} />}
        />
      ) : null}
      <Changes check={check} />
      {none ? null : (
        <section>
          <h3>{t(blocked ? 'revert.made' : 'revert.willDelete')}</h3>
          <Records records={check.created} named={words => t('revert.count', words)} />
        </section>
      )}
    </>
  )
}

const CHANGES_SHOWN = 20

/** Which old values come back, and which stay because somebody has changed them since. */
function Changes({ check }: { check: Found }) {
  const t = useImportsTexts()
  const words = useChangeWords()
  const groups = [
    { title: t('revert.willRestore'), changes: check.changes.filter(change => change.restored) },
    { title: t('revert.willStay'), changes: check.changes.filter(change => !change.restored) },
  ]
  return groups.map(({ title, changes }) =>
    changes.length === 0 ? null : (
      <section key={title}>
        <h3>{title}</h3>
        <ul className="im-records">
          {changes.slice(0, CHANGES_SHOWN).map(change => (
            <li key={`${change.label} ${change.field} ${change.after}`}>
              {t('revert.change', {
                ...{ label: change.label, field: t(`changes.${change.field}`) },
                ...words(change),
              })}
            </li>
          ))}
          {changes.length > CHANGES_SHOWN ? (
            <li>{t('revert.moreChanges', { count: changes.length - CHANGES_SHOWN })}</li>
          ) : null}
        </ul>
      </section>
    ),
  )
}

function Records<T extends { relation: string; count: number }>({
  records,
  named,
}: {
  records: T[]
  named: (words: { record: string; count: string }, one: T) => string
}) {
  const { locale } = useLocale()
  return (
    <ul className="im-records">
      {records.map(one => (
        <li key={`${one.relation}:${'reason' in one ? one.reason : ''}`}>
          {named({ record: recordWords(one.relation, locale), count: one.count.toLocaleString('en') }, one)}
        </li>
      ))}
    </ul>
  )
}
