// What the page shows, in one place. Actions change it, views read it.
import { useEffect, useState } from 'preact/hooks'
import type { Leads, Problem, TestOutcomes } from 'leadgrade-wasm'
import type { Curve, Format, Hint, Loaded, Picture, Story } from './engine/protocol.ts'
import type { Language } from './words.ts'

/** Part of a place: what is not said may be anything, null is none. */
export interface PlaceAsked {
  stage?: string | null
  grade?: string | null
  rank?: number | null
}

/** Which leads are listed. */
export interface Selection {
  at: PlaceAsked
  from?: PlaceAsked
  moved: boolean
  contains: string
  page: number
}

export interface State {
  language: Language
  /** The model's text, and a number that rises where another text was opened. */
  text: string
  opened: number
  format: Format
  name: string
  problems: readonly Problem[]
  /** Of the last accepted text. */
  hints: Hint[]
  tests: TestOutcomes
  /** Whether any text was. */
  accepted: boolean
  /** Whether none was since a model was opened: the first that is will be the one to compare with. */
  fresh: boolean
  curves: Curve[]
  sample: string | null
  loaded: Loaded
  asOf: string
  picture: Picture | null
  /** The stage whose grid is shown; undefined are all, null is none. */
  stage: string | null | undefined
  selection: Selection | null
  leads: Leads | null
  lead: string | null
  story: Story | null
  notice: string | null
  busy: string | null
}

/** Leads of a page of the list. */
export const PAGE = 50

let state: State = {
  language: navigator.language.startsWith('ar') ? 'ar' : 'en',
  text: '',
  opened: 0,
  format: 'toml',
  name: 'model',
  problems: [],
  hints: [],
  tests: [],
  accepted: false,
  fresh: true,
  curves: [],
  sample: null,
  loaded: { profiles: 0, events: 0, days: null },
  asOf: '2026-11-22',
  picture: null,
  stage: undefined,
  selection: null,
  leads: null,
  lead: null,
  story: null,
  notice: null,
  busy: null,
}

const listeners = new Set<() => void>()

export const now = (): Readonly<State> => state

export function set(change: Partial<State>): void {
  state = { ...state, ...change }
  for (const tell of listeners) tell()
}

/** The state, for a view that is drawn again when it changes. */
export function useNow(): Readonly<State> {
  const [seen, see] = useState(state)
  useEffect(() => {
    const tell = () => see(state)
    tell()
    listeners.add(tell)
    return () => void listeners.delete(tell)
  }, [])
  return seen
}
