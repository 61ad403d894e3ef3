import type { z } from 'zod'
import type { signInCodeIssued } from '../../identity/index.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { unseal } from '../../platform/seal.ts'
import { storeMessage } from './send-message.ts'
import { signInCodeText } from './sign-in-code-text.ts'

/** Writes the message of a sign-in code. */
export async function storeSignInCode(
  tx: Tx,
  _actor: Actor,
  event: z.output<typeof signInCodeIssued.payload>,
): Promise<void> {
  const phone = unseal(Buffer.from(event.phoneSealed, 'base64'))
  const code = unseal(Buffer.from(event.codeSealed, 'base64'))
  await storeMessage(tx, { phone, text: signInCodeText(code), kind: 'sign-in-code' })
}
