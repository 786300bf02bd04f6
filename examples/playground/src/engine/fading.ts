// Computes how the points of a model's signals fade.
import { Model, type Document } from 'leadgrade-wasm'
import type { Curve } from './protocol.ts'

/** The decay curves of a model, computed by the core with a model of one signal. */
export function curves(model: Model, days: number): Curve[] {
  const document = model.document()
  const curves = new Map<string, Curve>()
  for (const [name, signal] of Object.entries(document.signals ?? {})) {
    if (!signal?.points && !signal?.points_per_unit) continue
    const decay = signal.decay ?? null
    const key = JSON.stringify(decay)
    const known = curves.get(key)
    if (known) known.signals.push(name)
    else curves.set(key, { signals: [name], days: fading(decay, document.engagement?.decay ?? null, days) })
  }
  return [...curves.values()]
}

type Decay = NonNullable<NonNullable<Document['engagement']>['decay']>

/** The share of 1,000 points that is left, at each day on which it changes. */
function fading(decay: Decay | null, fallback: Decay | null, days: number): Curve['days'] {
  const model = Model.fromJson({
    format: 1,
    name: 'fading',
    signals: { one: { points: 1_000, ...(decay ? { decay } : {}) } },
    engagement: fallback ? { decay: fallback } : {},
  } as Document)
  const start = Date.UTC(2000, 0, 1)
  const date = (day: number) => new Date(start + day * 86_400_000).toISOString().slice(0, 10)
  const events = [{ event: 'one', at: date(0) }]
  const rows = model.timeline({ events, from: date(0), to: date(days), every: 'number' })
  const changes = rows.map(({ day, assessment }) => ({
    day: (Date.parse(day) - start) / 86_400_000,
    share: (assessment.engagement?.points ?? 0) / 1_000,
  }))
  const last = changes.at(-1)
  return last && last.day < days ? [...changes, { ...last, day: days }] : changes
}
