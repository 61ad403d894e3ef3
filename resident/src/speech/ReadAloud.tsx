import { Button, useElderMode, useLocale } from '@anju/ui'
import { Volume2, VolumeX } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useSpeechTexts } from './texts.ts'
import { hasVoice } from './voices.ts'

const SLOWER = 0.9

const speech = 'speechSynthesis' in globalThis ? globalThis.speechSynthesis : null

/** Voices arrive after the page on some phones. */
function listenForVoices(notify: () => void): () => void {
  speech?.addEventListener?.('voiceschanged', notify)
  return () => speech?.removeEventListener?.('voiceschanged', notify)
}

/** In 长辈版 a button that reads the page’s sentence aloud; nothing where the phone has no voice for the language. */
export function ReadAloud({ text }: { text: string }) {
  const t = useSpeechTexts()
  const elder = useElderMode()
  const { locale } = useLocale()
  const [reading, setReading] = useState(false)
  const able = useSyncExternalStore(listenForVoices, () => hasVoice(speech?.getVoices() ?? [], locale))

  useEffect(() => () => speech?.cancel(), [])

  function press(): void {
    speech?.cancel()
    setReading(!reading)
    if (reading) return
    const words = new SpeechSynthesisUtterance(text)
    words.lang = locale
    words.rate = SLOWER
    words.onend = () => setReading(false)
    words.onerror = () => setReading(false)
    speech?.speak(words)
  }

  if (!elder || !able) return null
  return (
    <Button
      look="secondary"
      wide
      icon={reading ? <VolumeX aria-hidden="true" /> : <Volume2 aria-hidden="true" />}
      onClick={press}
    >
      {t(reading ? 'stop' : 'read')}
    </Button>
  )
}
