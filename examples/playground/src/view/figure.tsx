// A place for a drawing that is made outside Preact.
import { useEffect, useRef } from 'preact/hooks'

interface Props {
  name: string
  draw(): Element
  /** What the drawing is made of: it is drawn again when one of them changes. */
  of: readonly unknown[]
}

export function Figure({ name, draw, of }: Props) {
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const drawing = draw()
    for (const svg of drawing.matches('svg') ? [drawing] : drawing.querySelectorAll('svg')) {
      svg.setAttribute('role', 'img')
      if (!svg.hasAttribute('aria-label')) svg.setAttribute('aria-label', name)
      // Names of groups that nobody can reach; what they show is written beside the drawing.
      for (const group of svg.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label')
    }
    host.current?.replaceChildren(drawing)
  }, of)
  // Axes run from left to right in every language, as numbers do.
  return <div class="drawing" dir="ltr" role="group" aria-label={name} ref={host} />
}
