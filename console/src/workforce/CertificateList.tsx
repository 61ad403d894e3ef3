import { BadgeCheck, Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { ReasonButton } from '../identity/ReasonButton.tsx'
import { StatusTag } from '../shell/show/StatusTag.tsx'
import { StatePage } from '../shell/states/StatePage.tsx'
import { daysUntil } from './days.ts'
import { useWorkforceTexts } from './texts.ts'
import { type Certificate, type Employee, useReason } from './workforce.ts'

const CertificateDrawer = lazy(async () => ({ default: (await import('./CertificateDrawer.tsx')).CertificateDrawer }))

/** The certificates of a file, with what is left of each. */
export function CertificateList({ of }: { of: Employee }) {
  const t = useWorkforceTexts()
  const reason = useReason('workforce.staff.manage')
  const [editing, setEditing] = useState<Certificate | 'new'>()
  const [removing, setRemoving] = useState<Certificate>()
  return (
    <div className="wf-sections">
      <div>
        <ReasonButton icon={<Plus size={14} aria-hidden />} onClick={() => setEditing('new')} reason={reason}>
          {t('newCertificate')}
        </ReasonButton>
      </div>
      {of.certificates.length === 0 ? (
        <StatePage level="part" icon={BadgeCheck} title={t('certificate.empty')} />
      ) : (
        <ul className="wf-certificates">
          {of.certificates.map(certificate => (
            <li key={certificate.id}>
              {certificate.file?.thumbnailUrl ? (
                <a href={certificate.file.url} target="_blank" rel="noreferrer">
                  <img src={certificate.file.thumbnailUrl} alt={certificate.title} />
                </a>
              ) : null}
              <div>
                <strong>{certificate.title}</strong> <small>{t(`kindOf.${certificate.kind}`)}</small>
                <p className="c-number">
                  {certificate.number || '–'} · {certificate.validUntil ?? t('never')}
                </p>
                <DaysLeft validUntil={certificate.validUntil} />
              </div>
              <span className="wf-end">
                <ReasonButton size="small" type="text" onClick={() => setEditing(certificate)} reason={reason}>
                  {t('edit')}
                </ReasonButton>
                <ReasonButton size="small" type="text" danger onClick={() => setRemoving(certificate)} reason={reason}>
                  {t('certificate.remove')}
                </ReasonButton>
              </span>
            </li>
          ))}
        </ul>
      )}
      <Suspense fallback={null}>
        <CertificateDrawer
          key={editing === 'new' ? 'new' : editing ? `${editing.id} ${editing.version}` : removing?.id}
          employee={of}
          editing={editing}
          removing={removing}
          close={() => {
            setEditing(undefined)
            setRemoving(undefined)
          }}
        />
      </Suspense>
    </div>
  )
}

/** How long a certificate is valid, in words and colour. */
export function DaysLeft({ validUntil }: { validUntil: string | null }) {
  const t = useWorkforceTexts()
  if (validUntil === null) return <StatusTag tone="success">{t('never')}</StatusTag>
  const days = daysUntil(validUntil)
  if (days < 0) return <StatusTag tone="danger">{t('certificate.expired', { count: -days })}</StatusTag>
  if (days === 0) return <StatusTag tone="danger">{t('certificate.today')}</StatusTag>
  return <StatusTag tone={days <= 60 ? 'warning' : 'success'}>{t('certificate.daysLeft', { count: days })}</StatusTag>
}
