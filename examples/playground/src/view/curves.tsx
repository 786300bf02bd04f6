// The decay curves of the model.
import type { Curve } from '../engine/protocol.ts'
import type { Words } from '../words.ts'
import { fading } from './charts.ts'
import { Figure } from './figure.tsx'

export function Curves({ curves, words }: { curves: readonly Curve[]; words: Words }) {
  if (curves.length === 0) return null
  return (
    <details class="curves" open>
      <summary>{words.fading}</summary>
      <p class="hint">{words.fadingHint}</p>
      <Figure name={words.fading} draw={() => fading(curves, words)} of={[curves, words]} />
    </details>
  )
}
