const STORED_AS = 'anju.field.alerts'
const PATTERN_MS = [250, 120, 250]
const TONES_HZ = [880, 1175]
const TONE_SECONDS = 0.22

/** Whether new tasks ring and shake; on until somebody turns it off. */
export function alertsOn(): boolean {
  try {
    return localStorage.getItem(STORED_AS) !== 'off'
  } catch {
    return true
  }
}

export function setAlerts(on: boolean): void {
  try {
    localStorage.setItem(STORED_AS, on ? 'on' : 'off')
  } catch {
    // A browser that keeps nothing rings, as at first.
  }
}

/** Rings two tones and shakes the phone, as far as browser and person allow. */
export function alertPerson(): void {
  // Browsers allow neither before the page was touched.
  if (!alertsOn() || navigator.userActivation?.hasBeenActive === false) return
  navigator.vibrate?.(PATTERN_MS)
  ring()
}

function ring(): void {
  if (!('AudioContext' in globalThis)) return
  const audio = new AudioContext()
  const volume = audio.createGain()
  volume.gain.value = 0.3
  volume.connect(audio.destination)
  TONES_HZ.forEach((frequency, index) => {
    const tone = audio.createOscillator()
    tone.frequency.value = frequency
    tone.connect(volume)
    tone.start(audio.currentTime + index * TONE_SECONDS)
    tone.stop(audio.currentTime + (index + 1) * TONE_SECONDS)
    if (index === TONES_HZ.length - 1) tone.onended = () => void audio.close()
  })
}
