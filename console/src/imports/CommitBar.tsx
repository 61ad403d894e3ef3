import { Button } from 'antd'
import { DatabaseZap } from 'lucide-react'
import { ReasonButton } from '../identity/ReasonButton.tsx'
import { FailureAlert } from '../shell/states/FailureAlert.tsx'
import { newParts, sumOf } from './counts.ts'
import type { Import } from './import-query.ts'
import { useImportsTexts } from './texts.ts'
import { useCancelImport, useCommitImport } from './useImportActions.ts'

/** The one button that writes, named by what it will write; disabled with the reason when it cannot. */
export function CommitBar({ found, edited }: { found: Import; edited: boolean }) {
  const t = useImportsTexts()
  const commit = useCommitImport(found.id)
  const giveUp = useCancelImport(found.id)
  const reason = useReason(found, edited)
  const { rejected } = sumOf(found.counts)
  const parts = newParts(found.counts).map(({ kind, count }) => t(`parts.${kind}`, { count }))
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
          onClick={() => commit.mutate()}
        >
          {named ? t('commit', { parts: parts.join(t('parts.join')) }) : t('commit.nothing')}
        </ReasonButton>
      </div>
    </footer>
  )
}

/** Why nothing can be written now. */
function useReason({ state, counts }: Import, edited: boolean): string | undefined {
  const t = useImportsTexts()
  if (state === 'reading') return t('commit.reading')
  if (state === 'failed' || state === 'cancelled') return t('commit.failed')
  if (state === 'committing') return t('commit.writing')
  if (state === 'committed' || state === 'reverting') return t('commit.done')
  if (state === 'reverted') return t('commit.reverted')
  if (edited) return t('commit.edited')
  const { create, unchanged } = sumOf(counts)
  if (create > 0) return undefined
  return unchanged > 0 ? t('commit.unchanged') : t('commit.none')
}
