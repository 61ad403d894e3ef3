import { type WireResponseOf, workforce } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { Alert, Button, Tabs } from 'antd'
import { Eye, FileText, Plus, UserX } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { call } from '../api.ts'
import { ReasonButton } from '../identity/ReasonButton.tsx'
import { CopyId } from '../shell/show/CopyId.tsx'
import { FactList } from '../shell/show/Facts.tsx'
import { RecordHistory } from '../shell/show/RecordHistory.tsx'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { StatePage } from '../shell/states/StatePage.tsx'
import { CertificateList } from './CertificateList.tsx'
import { useWorkforceTexts } from './texts.ts'
import { type Employee, type EmployeeRow, useEmployee, useReason } from './workforce.ts'

const EmployeeDrawer = lazy(async () => ({ default: (await import('./EmployeeDrawer.tsx')).EmployeeDrawer }))
const LeaveDrawer = lazy(async () => ({ default: (await import('./LeaveDrawer.tsx')).LeaveDrawer }))
const RevealDialog = lazy(async () => ({ default: (await import('../platform/reveal/RevealDialog.tsx')).RevealDialog }))
const DocumentDrawer = lazy(async () => ({ default: (await import('./DocumentDrawer.tsx')).DocumentDrawer }))

/** Name of the open employee, also when the row is not on this page of the list. */
export function EmployeeTitle({ id, row }: { id: string; row: EmployeeRow | undefined }) {
  const { data } = useEmployee(id)
  return row?.name ?? data?.name ?? null
}

/** Edit, and leaving or taking it back. */
export function EmployeeActions({ employeeId }: { employeeId: string }) {
  const t = useWorkforceTexts()
  const { data } = useEmployee(employeeId)
  const reason = useReason('workforce.staff.manage')
  const [asking, setAsking] = useState<'edit' | 'leave' | 'resume'>()
  // As it was when the form was opened: what somebody else changes meanwhile is a conflict, not a form that begins anew.
  const [edited, setEdited] = useState<Employee>()
  if (!data) return null
  const close = () => setAsking(undefined)
  return (
    <>
      <ReasonButton
        size="small"
        onClick={() => {
          setEdited(data)
          setAsking('edit')
        }}
        reason={reason}
      >
        {t('edit')}
      </ReasonButton>
      {data.employedTo === null ? (
        <ReasonButton size="small" danger onClick={() => setAsking('leave')} reason={reason}>
          {t('leave')}
        </ReasonButton>
      ) : (
        <ReasonButton size="small" onClick={() => setAsking('resume')} reason={reason}>
          {t('resume')}
        </ReasonButton>
      )}
      <Suspense fallback={null}>
        {edited ? (
          <EmployeeDrawer
            key={`${edited.id} ${edited.version}`}
            employee={edited}
            open={asking === 'edit'}
            close={close}
          />
        ) : null}
        <LeaveDrawer key={`leave-${data.version}`} employee={data} ask={asking} close={close} />
      </Suspense>
    </>
  )
}

/** One employee: file, certificates, documents, history. */
export function EmployeeCard({ employeeId }: { employeeId: string }) {
  const t = useWorkforceTexts()
  const nameOf = useFieldNames()
  const { data, error, refetch } = useEmployee(employeeId)
  if (error && !data) {
    const gone = 'status' in error && error.status === 404
    return gone ? (
      <StatePage level="part" icon={UserX} title={t('employee.missing')} />
    ) : (
      <FailureNotice error={error} retry={() => void refetch()} />
    )
  }
  if (!data) return <div className="c-bone" style={{ height: 200 }} />
  return (
    <Tabs
      items={[
        { key: 'file', label: t('tab.file'), children: <File of={data} /> },
        {
          key: 'certificates',
          label: `${t('tab.certificates')} ${data.certificates.length}`,
          children: <CertificateList of={data} />,
        },
        {
          key: 'documents',
          label: `${t('tab.documents')} ${data.documents.length}`,
          children: <Documents of={data} />,
        },
        {
          key: 'history',
          label: t('tab.history'),
          children: <RecordHistory route={workforce.employeeHistory} params={{ employeeId }} nameOf={nameOf} />,
        },
      ]}
    />
  )
}

function useFieldNames() {
  const t = useWorkforceTexts()
  const names: Record<string, string> = {
    ...{ number: t('field.number'), name: t('field.name'), sex: t('field.sex'), phoneMasked: t('field.phone') },
    ...{ idNumberMasked: t('field.idNumber'), teamName: t('field.team'), postName: t('field.post') },
    ...{ employedFrom: t('field.employedFrom'), employedTo: t('field.employedTo'), note: t('field.note') },
    ...{ emergencyName: t('field.emergencyName'), emergencyPhoneMasked: t('field.emergencyPhone') },
    ...{ accountName: t('field.account'), leavingReason: t('leave.reason'), validUntil: t('certificate.validUntil') },
    ...{ title: t('certificate.title'), issuedOn: t('certificate.issuedOn'), kind: t('certificate.kind') },
  }
  return (field: string) => names[field]
}

function File({ of }: { of: Employee }) {
  const t = useWorkforceTexts()
  const may = useReason('workforce.staff.manage')
  const [asking, setAsking] = useState(false)
  const [revealed, setRevealed] = useState<WireResponseOf<typeof workforce.revealEmployee>>()
  const number = (masked: string | null, full: string | null | undefined, what: string) =>
    full ? <CopyId id={full} what={what} /> : masked ? <span className="c-number">{masked}</span> : t('unknown')
  const facts: [string, React.ReactNode][] = [
    [t('field.number'), <CopyId key="number" id={of.number} what={t('field.number')} />],
    [t('field.post'), of.postName],
    [t('field.team'), of.teamName],
    [t('field.sex'), of.sex ? t(`sex.${of.sex}`) : t('unknown')],
    [t('field.employedFrom'), of.employedFrom],
    [t('field.account'), of.accountName ?? t('field.noAccount')],
    [t('field.phone'), number(of.phoneMasked, revealed?.phone, t('field.phone'))],
    [t('field.idNumber'), number(of.idNumberMasked, revealed?.idNumber, t('field.idNumber'))],
    [t('field.emergencyName'), of.emergencyName ?? t('unknown')],
    [t('field.emergencyPhone'), number(of.emergencyPhoneMasked, revealed?.emergencyPhone, t('field.emergencyPhone'))],
  ]
  return (
    <div className="wf-sections">
      {of.employedTo ? (
        <Alert
          type="warning"
          showIcon
          title={t('leaving.notice', { day: of.employedTo, reason: of.leavingReason ?? '' })}
          description={of.handOverToName ? t('leaving.handOver', { name: of.handOverToName }) : undefined}
        />
      ) : null}
      <div className="wf-file">
        {of.photo?.thumbnailUrl ? <img src={of.photo.thumbnailUrl} alt={of.name} className="wf-photo" /> : null}
        <FactList facts={facts} />
      </div>
      {of.note ? <p className="wf-note">{of.note}</p> : null}
      {revealed ? (
        <Alert type="warning" showIcon title={t('reveal.shown')} />
      ) : (
        <div>
          <ReasonButton icon={<Eye size={14} aria-hidden />} onClick={() => setAsking(true)} reason={may}>
            {t('reveal')}
          </ReasonButton>
        </div>
      )}
      <Suspense fallback={null}>
        <RevealDialog
          name={of.name}
          ask={async reason =>
            setRevealed(await call(workforce.revealEmployee, { params: { employeeId: of.id }, body: { reason } }))
          }
          open={asking}
          close={() => setAsking(false)}
        />
      </Suspense>
    </div>
  )
}

function Documents({ of }: { of: Employee }) {
  const t = useWorkforceTexts()
  const reason = useReason('workforce.staff.manage')
  const [adding, setAdding] = useState(false)
  return (
    <div className="wf-sections">
      <div>
        <ReasonButton icon={<Plus size={14} aria-hidden />} onClick={() => setAdding(true)} reason={reason}>
          {t('newDocument')}
        </ReasonButton>
      </div>
      {of.documents.length === 0 ? (
        <StatePage level="part" icon={FileText} title={t('document.empty')}>
          {t('document.emptyText')}
        </StatePage>
      ) : (
        <ul className="wf-documents">
          {of.documents.map(document => (
            <li key={document.id}>
              <span>{document.title}</span>
              <small>{formatDateTime(document.addedAt)}</small>
              {document.file ? (
                <Button
                  size="small"
                  type="link"
                  href={document.file.url}
                  target="_blank"
                  aria-label={t('document.open', { title: document.title })}
                >
                  {t('document.open', { title: '' })}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      <Suspense fallback={null}>
        <DocumentDrawer employeeId={of.id} open={adding} close={() => setAdding(false)} />
      </Suspense>
    </div>
  )
}
