/** Small drawings that stand for the photos of repairs, 640 × 480. */
import type { Drawing } from './community-plan.ts'

export const DRAWING_WORDS: Record<Drawing, string> = { tap: '水龙头', lamp: '楼道灯', door: '门锁', damp: '墙面渗水' }

/** The SVG of a thing, broken or mended. */
export function drawingOf(drawing: Drawing, mended: boolean): string {
  const { wall, floor, thing } = SCENES[drawing](mended)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480" viewBox="0 0 960 720">
    <rect width="960" height="720" fill="${wall}"/>${floor}${thing}
    <rect width="960" height="720" fill="none" stroke="#00000014" stroke-width="24"/></svg>`
}

interface Scene {
  wall: string
  floor: string
  thing: string
}

const SCENES: Record<Drawing, (mended: boolean) => Scene> = { tap, lamp, door, damp }

function tap(mended: boolean): Scene {
  const tiles = Array.from({ length: 5 }, (_, row) =>
    Array.from(
      { length: 7 },
      (_, column) =>
        `<rect x="${column * 140 + 4}" y="${row * 110 + 4}" width="132" height="102" rx="4" fill="${(row + column) % 3 ? '#dfe7e6' : '#d5dfdd'}"/>`,
    ).join(''),
  ).join('')
  const drops = mended
    ? ''
    : `<g fill="#5aa3c7"><path d="M330 372q-22 34 0 48q22-14 0-48z"/><path d="M330 452q-18 28 0 40q18-12 0-40z"/>
       <ellipse cx="330" cy="588" rx="118" ry="16" opacity=".55"/></g>`
  return {
    wall: '#c6d2cf',
    floor: `${tiles}<path d="M120 560h720l-70 130H190z" fill="#f4f5f3"/><path d="M210 575h540l-44 84H254z" fill="#e1e6e4"/>`,
    thing: `<g fill="#9aa5ab"><rect x="560" y="250" width="60" height="320" rx="18"/>
      <path d="M300 330v-40q0-110 110-110h180q40 0 40 40v40H420q-40 0-40 40v30z"/>
      <rect x="292" y="326" width="96" height="26" rx="10" fill="#7f8b92"/></g>
      <g fill="#b9c3c8"><rect x="548" y="150" width="84" height="34" rx="14"/><rect x="582" y="96" width="18" height="62" rx="9"/></g>${drops}`,
  }
}

function lamp(mended: boolean): Scene {
  const light = mended
    ? '<path d="M360 250L120 720h720L600 250z" fill="#ffe9a8" opacity=".5"/>'
    : '<path d="M430 150l40 60-26 20 44 66" fill="none" stroke="#3a3f45" stroke-width="8"/>'
  return {
    wall: mended ? '#cfc6ae' : '#3d4148',
    floor: `<path d="M0 720l220-190h520l220 190z" fill="${mended ? '#a99d83' : '#2b2e34'}"/>
      <rect x="690" y="300" width="130" height="300" fill="${mended ? '#8a5a3c' : '#33302f'}"/>
      <circle cx="712" cy="458" r="9" fill="${mended ? '#e0c98a' : '#55504a'}"/>`,
    thing: `<rect x="470" y="0" width="20" height="90" fill="#777"/>
      <path d="M360 250q0-160 120-160t120 160z" fill="${mended ? '#fff6d8' : '#5b6068'}"/>
      <rect x="350" y="244" width="260" height="22" rx="8" fill="${mended ? '#d8b45a' : '#474b52'}"/>${light}`,
  }
}

function door(mended: boolean): Scene {
  const handle = mended
    ? '<rect x="610" y="350" width="120" height="26" rx="13" fill="#d9b45f"/>'
    : `<g transform="rotate(52 622 363)"><rect x="610" y="350" width="120" height="26" rx="13" fill="#b3924d"/></g>
       <circle cx="610" cy="420" r="7" fill="#4a3a22"/><circle cx="598" cy="302" r="7" fill="#4a3a22"/>`
  return {
    wall: '#d9d3c7',
    floor: '<rect y="640" width="960" height="80" fill="#a59a87"/>',
    thing: `<rect x="280" y="40" width="420" height="600" fill="#6e4a32"/><rect x="304" y="64" width="372" height="576" fill="#8a5f41"/>
      <g fill="#7b5238"><rect x="344" y="104" width="200" height="180" rx="6"/><rect x="344" y="330" width="200" height="270" rx="6"/></g>
      <rect x="586" y="288" width="48" height="152" rx="12" fill="#cfd3d6"/><circle cx="610" cy="408" r="9" fill="#33383c"/>${handle}`,
  }
}

function damp(mended: boolean): Scene {
  const stain = mended
    ? '<path d="M250 60h420v250H250z" fill="#fbfaf6"/>'
    : `<path d="M240 40q190-30 420 0q70 90 10 170q-60 120-170 110q-90 60-170-10q-140-60-90-270z" fill="#b9a274" opacity=".75"/>
       <path d="M300 70q140-20 300 0q40 70 0 120q-50 80-130 70q-60 40-110-10q-90-50-60-180z" fill="#93794a" opacity=".6"/>
       <path d="M470 90l-24 70 40 40-30 80 34 60" fill="none" stroke="#5e4c2c" stroke-width="6"/>
       <path d="M380 330v44M520 336v60M450 350v30" stroke="#6fa3bd" stroke-width="8" stroke-linecap="round"/>`
  return {
    wall: '#f1eee6',
    floor:
      '<rect y="560" width="960" height="160" fill="#c9b79a"/><rect y="546" width="960" height="20" fill="#e2dccf"/>',
    thing: `<rect x="0" y="0" width="960" height="30" fill="#e2dccf"/>${stain}
      <rect x="640" y="410" width="220" height="150" rx="14" fill="#7d95a0"/><rect x="664" y="434" width="172" height="60" rx="10" fill="#93aab4"/>`,
  }
}

/** A sheet of paper with lines that say nothing, and a stamp. */
export function paperDrawing(stamped: boolean): string {
  const lines = Array.from({ length: 14 }, (_, index) => {
    const width = index === 0 ? 260 : 420 - ((index * 53) % 170)
    return `<rect x="${index === 0 ? 170 : 90}" y="${90 + index * 42}" width="${width}" height="${index === 0 ? 20 : 10}" rx="4" fill="#c5ccd3"/>`
  }).join('')
  const stamp =
    '<g fill="none" stroke="#c4372c" stroke-width="8" opacity="0.75"><circle cx="430" cy="640" r="82"/><path d="M430 590 l15 34 37 3 -28 25 9 36 -33 -19 -33 19 9 -36 -28 -25 37 -3z" fill="#c4372c"/></g>'
  const plan =
    '<g fill="none" stroke="#5c7fa8" stroke-width="5"><rect x="90" y="440" width="420" height="250"/><path d="M230 440v250M370 440v120M230 560h280"/></g>'
  return `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="800"><rect width="600" height="800" fill="#eef1f4"/><rect x="40" y="40" width="520" height="720" fill="#fff" stroke="#d5dae0" stroke-width="3"/>${lines}${stamped ? stamp : plan}</svg>`
}
