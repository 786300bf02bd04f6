import { called, textOf, wrongArgument } from '../../typescript/src/index.js'
import type { Request } from '../../typescript/src/index.js'
import type { Grid, Leads, LeadsRequest, Moves, TablesReport } from '../../typescript/src/types.js'
import { Handle } from './handle.js'
import { within } from './instance.js'
import { decoded } from './text.js'

/** The module's class. Written by hand, since the generated type needs newer TypeScript libraries than users may have. */
interface NativeScorecard {
  grid(): string
  report(): string
  moves(before: NativeScorecard): string
  leads(request: string): string
  leadsMoved(request: string, before: NativeScorecard): string
  free(): void
}

/** The native half of a scorecard. @throws {LeadgradeError} if the value is not a `Scorecard`. */
let nativeScorecard: (scorecard: unknown, name: string) => NativeScorecard

/** The leads of a data set, scored by a model at one instant. */
export class Scorecard {
  readonly #handle: Handle<NativeScorecard>

  static {
    nativeScorecard = (scorecard, name) => {
      if (typeof scorecard === 'object' && scorecard !== null && #handle in scorecard) return scorecard.#handle.get()
      throw wrongArgument(name, scorecard, 'a `Scorecard`, which `assess` of a `Dataset` returns')
    }
  }

  /** @internal */
  constructor(native: NativeScorecard) {
    this.#handle = new Handle(native, 'the scorecard')
  }

  /** The number of leads by stage, grade and rank. */
  grid(): Grid {
    return this.#answer((scorecard) => scorecard.grid()) as Grid
  }

  /** Rejects, hints and counts of the tables. */
  report(): TablesReport {
    return this.#answer((scorecard) => scorecard.report()) as TablesReport
  }

  /** The leads that moved since another scorecard, of another model or another instant. */
  moves(before: Scorecard): Moves {
    const other = nativeScorecard(before, 'before')
    return this.#answer((scorecard) => scorecard.moves(other)) as Moves
  }

  /**
   * Leads by priority, the greatest first. With an earlier scorecard, only the leads that moved,
   * with their earlier scores. @throws {LeadgradeError} with every problem of the request.
   */
  leads(request: Request<LeadsRequest>, before?: Scorecard): Leads {
    const other = before === undefined ? undefined : nativeScorecard(before, 'before')
    const { text } = textOf(request, 'request')
    const json = decoded(text)
    const leads = (scorecard: NativeScorecard) => (other ? scorecard.leadsMoved(json, other) : scorecard.leads(json))
    return this.#answer(leads) as Leads
  }

  #answer(ask: (scorecard: NativeScorecard) => string): unknown {
    const scorecard = nativeScorecard(this, 'this')
    return JSON.parse(called(() => within(() => ask(scorecard))))
  }

  /** Frees the memory at once; otherwise the garbage collector frees it later. */
  free(): void {
    this.#handle.free()
  }
}
