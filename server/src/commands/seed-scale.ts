import { SCALES, type Scale, seedScale } from '../demo/scale.ts'
import { type Ground, needed, option } from './ground.ts'

const USAGE = 'seed-demo [--size small|10k|100k] [--seed NUMBER]'

/** `seed-demo --size`: a large company for trying and measuring; answers false for `small`, the ordinary demo. */
export async function runSeedScale(ground: Ground, args: string[]): Promise<boolean> {
  const size = needed(args, 'size', USAGE)
  if (size === 'small') return false
  if (!(size in SCALES)) throw new Error(`Usage: ${USAGE}`)
  const seed = Number(option(args, 'seed') ?? 1)
  if (!Number.isInteger(seed) || seed < 0) throw new Error('--seed is a whole number.')
  const { adminUrl, secrets } = ground
  await seedScale({ adminUrl, secrets, scale: size as Scale, seed, say: words => console.log(words) })
  return true
}
