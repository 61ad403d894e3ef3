const BROWSERS: [RegExp, string][] = [
  [/MicroMessenger\/(\d+)/, '微信 WeChat'],
  [/Edg(?:e|A|iOS)?\/(\d+)/, 'Edge'],
  [/Firefox\/(\d+)|FxiOS\/(\d+)/, 'Firefox'],
  [/(?:Headless)?Chrome\/(\d+)|CriOS\/(\d+)/, 'Chrome'],
  [/Version\/(\d+).*Safari/, 'Safari'],
]

const SYSTEMS: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/OpenHarmony|HarmonyOS/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux|X11/, 'Linux'],
]

const LONGEST = 40

/** A browser's user agent as people say it: `Chrome 130 · Windows`; what is not known stays as it is. Null when there is none. */
export function deviceName(userAgent: string | null): string | null {
  if (!userAgent) return null
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent))
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1]
  if (!browser) return system ?? userAgent.slice(0, LONGEST)
  const [pattern, name] = browser
  const version = userAgent.match(pattern)?.slice(1).find(Boolean)
  return [[name, version].filter(Boolean).join(' '), system].filter(Boolean).join(' · ')
}

/** Held in the hand. */
export function isHandheld(userAgent: string | null): boolean {
  return /iPhone|iPad|Android|HarmonyOS|Mobile/.test(userAgent ?? '')
}
