import type { Door } from './module.ts'

/** How the world reaches us, for addresses on paper: as configured, else as this very request was asked. */
export function publicOrigin(door: Pick<Door, 'config' | 'header'>): string {
  const { publicUrl } = door.config
  if (publicUrl) return publicUrl.replace(/\/+$/, '')
  return `${door.header('x-forwarded-proto') === 'https' ? 'https' : 'http'}://${door.header('host') ?? 'localhost'}`
}
