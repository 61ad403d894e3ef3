import { Button } from 'antd'
import { DatabaseZap } from 'lucide-react'
import { ReasonButton } from '../identity/ReasonButton.tsx'
import { FailureAlert } from '../shell/states/FailureAlert.tsx'
import { hindrance } from './control/control-draft.ts'
import { useControl } from './control/useControl.ts'
import { newParts, sumOf } from './counts.ts'
import type { ChangeKind, Import } from './import-query.ts'
import { useImportsTexts } from './texts.ts'
import { useCancelImport, useCommitImport } from './useImportActions.ts'

interface CommitBarProps {
  found: Import
  edited: boolean
  confirmed: ReadonlySet<ChangeKind>
}

/** The one button that writes, named by what it will write; disabled with the reason when it cannot. */
export function CommitBar({ found, edited, confirmed }: CommitBarProps) {
  const t = useImportsTexts()
  const commit = useCommitImport(found)
  const giveUp = useCancelImport(found.id)
  const { data: control } = useControl(found)
  const reason = useReason(found, edited, confirmed, hindrance(control))
  const { rejected } = sumOf(found.counts)
  const parts = newParts(found.counts).map(({ kind, count }) => t(`parts.${kind}`, { count }))
  const changed = found.counts.reduce((sum, { kind, change }) => (isConfirmed(confirmed, kind) ? sum + change : sum), 0)
  if (changed > 0) parts.push(t('parts.changes', { count: changed }))
  const named = found.state === 'planned' && parts.length > 0
  return (
    <footer className="im-foot">
      <FailureAlert error={commit.error ?? giveUp.error} />
      <div className="im-foot__line">
        <span className="im-foot__note">
          {reason ?? (rejected > 0 ? t('commit.skip', { count: rejected }) : t('commit.readyNote'))}
        </span>
        {found.state === 'planned' ? (
          <Button loading={giveUp.isPending} onClick={() => giveUp.mutate()}>
            {t('commit.giveUp')}
          </Button>
        ) : null}
        <ReasonButton
          type="primary"
          icon={<DatabaseZap size={14} aria-hidden />}
          loading={commit.isPending}
          reason={reason}
          onClick={() => commit.mutate([...confirmed])}
        >
          {named ? t('commit', { parts: parts.join(t('parts.join')) }) : t('commit.nothing')}
        </ReasonButton>
      </div>
    </footer>
  )
}

/** The file holds bills of the former system and nothing that could be written. */
function isComparedOnly(counts: Import['counts']): boolean {
  const held = counts.filter(({ total }) => total > 0)
  return held.length > 0 && held.every(({ kind }) => kind === 'formerBills')
}

function isConfirmed(confirmed: ReadonlySet<string>, kind: string): boolean {
  return confirmed.has(kind)
}

/** Why nothing can be written now. */
function useReason(
  { state, counts }: Import,
  edited: boolean,
  confirmed: ReadonlySet<ChangeKind>,
  hindered: ReturnType<typeof hindrance>,
): string | undefined {
  const t = useImportsTexts()
  if (state === 'reading') return t('commit.reading')
  if (state === 'failed' || state === 'cancelled') return t('commit.failed')
  if (state === 'committing') return t('commit.writing')
  if (state === 'committed' || state === 'reverting') return t('commit.done')
  if (state === 'reverted') return t('commit.reverted')
  if (edited) return t('commit.edited')
  const { create, unchanged } = sumOf(counts)
  if (create > 0 && hindered) return t(`commit.control.${hindered}`)
  if (create > 0 || confirmed.size > 0) return undefined
  if (sumOf(counts).change > 0) return t('commit.confirmChanges')
  if (isComparedOnly(counts)) return t('commit.compareOnly')
  return unchanged > 0 ? t('commit.unchanged') : t('commit.none')
}
