// A place for a drawing that is made outside Preact.
import { useEffect, useRef } from 'preact/hooks'

interface Props {
  draw(): Element
  /** What the drawing is made of: it is drawn again when one of them changes. */
  of: readonly unknown[]
}

export function Figure({ draw, of }: Props) {
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => host.current?.replaceChildren(draw()), of)
  // Axes run from left to right in every language, as numbers do.
  return <div class="drawing" dir="ltr" ref={host} />
}
