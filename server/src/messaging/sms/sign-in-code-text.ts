/** What a phone shows. */
export function signInCodeText(code: string): string {
  return `【安居】验证码 ${code}，5 分钟内有效。请勿告诉他人。`
}

/** The code in such a text, or null. */
export function codeIn(text: string): string | null {
  return /验证码 (\d{6})/.exec(text)?.[1] ?? null
}
