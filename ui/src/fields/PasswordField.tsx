import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../controls/IconButton.tsx'
import { useKitTexts } from '../texts/kit-texts.ts'
import { TextField, type TextFieldProps } from './TextField.tsx'

/** A password that its writer may look at. */
export function PasswordField(props: Omit<TextFieldProps, 'type' | 'after'>) {
  const t = useKitTexts()
  const [shown, setShown] = useState(false)
  return (
    <TextField
      autoComplete="current-password"
      autoCapitalize="off"
      spellCheck={false}
      {...props}
      type={shown ? 'text' : 'password'}
      after={
        <IconButton
          label={t(shown ? 'hidePassword' : 'showPassword')}
          icon={shown ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        />
      }
    />
  )
}
