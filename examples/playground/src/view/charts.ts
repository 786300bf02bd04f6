// Charts, drawn with Observable Plot. Colours are those of the page, so that they follow its theme.
import * as Plot from '@observablehq/plot'
import type { ExplainedSection } from 'leadgrade-wasm'
import type { Curve, Story } from '../engine/protocol.ts'
import { filled, type Words } from '../words.ts'

const COLOURS = { up: 'var(--up)', down: 'var(--down)', total: 'var(--accent)' }
const LONGEST = 26

const short = (name: string) => {
  const letters = [...name]
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : name
}

interface Step {
  label: string
  from: number
  to: number
  kind: keyof typeof COLOURS
  points: number
}

/** A waterfall from 0 to the total. Entries of 0 points are only in the table. */
export function waterfall({ entries, points }: ExplainedSection, words: Words): SVGElement | HTMLElement {
  let sum = 0
  const steps = entries
    .filter((entry) => entry.points !== 0)
    .map((entry, at): Step => {
      const from = sum
      sum += entry.points
      const name = entry.source === 'clamp' ? filled(words.clamp, { name: entry.name }) : entry.name
      return { label: `${at} ${name}`, from, to: sum, kind: entry.points > 0 ? 'up' : 'down', points: entry.points }
    })
  const total: Step = { label: '', from: 0, to: points, kind: 'total', points }
  const all = [...steps, total]
  const named = new Map(all.map(({ label }) => [label, label === '' ? words.total : short(label.replace(/^\d+ /, ''))]))
  return Plot.plot({
    height: 40 + all.length * 24,
    marginLeft: 190,
    marginRight: 60,
    ariaLabel: words.ledger,
    style: { background: 'none', fontSize: '12px', overflow: 'visible' },
    x: { label: words.points, grid: true, nice: true },
    y: { label: null, domain: all.map(({ label }) => label), tickFormat: (label: string) => named.get(label) ?? '', tickSize: 0 },
    marks: [
      Plot.ruleX([0]),
      Plot.barX(all, { x1: 'from', x2: 'to', y: 'label', fill: ({ kind }: Step) => COLOURS[kind], insetTop: 3, insetBottom: 3 }),
      Plot.text(all, {
        x: ({ from, to }: Step) => Math.max(from, to),
        y: 'label',
        text: ({ points, kind }: Step) => (points > 0 && kind !== 'total' ? `+${points}` : `${points}`),
        textAnchor: 'start',
        dx: 5,
        fill: 'var(--ink)',
      }),
    ],
  })
}

const PARTS = ['fit', 'engagement', 'cycle', 'readiness'] as const
const LINES = { fit: 'var(--line-1)', engagement: 'var(--line-2)', cycle: 'var(--line-3)', readiness: 'var(--line-4)' }

/** The points of every section over time; after `asOf` without new events. */
export function course({ timeline, events }: Story, asOf: string, words: Words): SVGElement | HTMLElement {
  const last = timeline.at(-1)
  const rows = timeline.flatMap(({ day, assessment }) =>
    PARTS.flatMap((part) => {
      const points = assessment[part]?.points
      return points === undefined ? [] : [{ day: new Date(day), part, points }]
    }),
  )
  const from = new Date(timeline[0]?.day ?? asOf)
  const to = new Date(last?.day ?? asOf)
  const shown = events
    .map(({ at, event }) => ({ at: new Date(String(at)), event }))
    .filter(({ at }) => at >= from && at <= to)
  return Plot.plot({
    width: 640,
    height: 230,
    marginLeft: 44,
    ariaLabel: words.course,
    style: { background: 'none', fontSize: '12px' },
    x: { type: 'utc', label: null },
    y: { label: words.points, grid: true, nice: true },
    color: { legend: true, domain: [...PARTS], range: PARTS.map((part) => LINES[part]), tickFormat: (part: keyof typeof LINES) => words.sections[part] },
    marks: [
      Plot.ruleY([0]),
      Plot.rectX([{ from: new Date(asOf), to }], { x1: 'from', x2: 'to', fill: 'currentColor', fillOpacity: 0.05 }),
      Plot.ruleX([new Date(asOf)], { stroke: 'currentColor', strokeDasharray: '3 3' }),
      Plot.tickX(shown, { x: 'at', stroke: 'currentColor', strokeOpacity: 0.3, title: ({ at, event }) => `${at.toISOString().slice(0, 10)} ${event}`, insetTop: 170 }),
      // Readiness, the sum of others, is drawn first and wider, since lines often coincide.
      Plot.lineY(rows.filter(({ part }) => part === 'readiness'), { x: 'day', y: 'points', stroke: 'part', curve: 'step-after', strokeWidth: 6, strokeOpacity: 0.35 }),
      Plot.lineY(rows.filter(({ part }) => part !== 'readiness'), { x: 'day', y: 'points', stroke: 'part', curve: 'step-after', strokeWidth: 1.8 }),
    ],
  })
}

/** How points fade, with a line per kind of decay. */
export function fading(curves: readonly Curve[], words: Words): SVGElement | HTMLElement {
  const rows = curves.flatMap(({ signals, days }) => {
    const [first = '', ...rest] = signals
    const name = short(rest.length ? `${first} +${rest.length}` : first)
    return days.map(({ day, share }) => ({ name, day, percent: share * 100 }))
  })
  return Plot.plot({
    width: 560,
    height: 220,
    ariaLabel: words.fading,
    style: { background: 'none', fontSize: '12px' },
    x: { label: words.days },
    y: { label: '%', grid: true, domain: [0, 100] },
    color: { legend: true, scheme: 'Observable10' },
    marks: [Plot.ruleY([0]), Plot.lineY(rows, { x: 'day', y: 'percent', stroke: 'name', curve: 'step-after', strokeWidth: 1.8 })],
  })
}
