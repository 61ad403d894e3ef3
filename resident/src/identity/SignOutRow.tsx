import { ConfirmDialog, ListRow, useRefusalText, useToast } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { LogOut } from 'lucide-react'
import { useState } from 'react'
import { endSession } from '../session.tsx'
import { useTexts } from '../texts/texts.ts'

/** The way out, asked once more because the way back in takes a code. */
export function SignOutRow() {
  const t = useTexts()
  const toast = useToast()
  const explain = useRefusalText()
  const [asking, setAsking] = useState(false)
  const signOut = useMutation({ mutationFn: endSession, onError: error => toast(explain(error), 'danger') })
  return (
    <>
      <ListRow
        tone="danger"
        lead={<LogOut aria-hidden="true" />}
        title={t('me.signOut')}
        onClick={() => setAsking(true)}
      />
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => signOut.mutate()}
        loading={signOut.isPending}
        title={t('me.signOutAsk')}
        confirmLabel={t('me.signOut')}
        tone="danger"
      >
        {t('me.signOutText')}
      </ConfirmDialog>
    </>
  )
}
