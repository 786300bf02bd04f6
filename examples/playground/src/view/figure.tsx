// A container for a chart that is drawn outside Preact.
import { useEffect, useRef } from 'preact/hooks'

interface Props {
  name: string
  draw(): Element
  /** The data of the chart, which is drawn again when one of them changes. */
  of: readonly unknown[]
}

export function Figure({ name, draw, of }: Props) {
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const drawing = draw()
    for (const svg of drawing.matches('svg') ? [drawing] : drawing.querySelectorAll('svg')) {
      svg.setAttribute('role', 'img')
      if (!svg.hasAttribute('aria-label')) svg.setAttribute('aria-label', name)
      // Names of groups that cannot be focused; their content is also next to the chart as text.
      for (const group of svg.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label')
    }
    host.current?.replaceChildren(drawing)
  }, of)
  // Axes run from left to right in every language, like numbers.
  return <div class="drawing" dir="ltr" role="group" aria-label={name} ref={host} />
}
