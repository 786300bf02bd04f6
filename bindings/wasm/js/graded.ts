import { called, textOf, wrongArgument } from '../../typescript/src/index.js'
import type { Request } from '../../typescript/src/index.js'
import type { Grid, Leads, LeadsRequest, Moves, TablesReport } from '../../typescript/src/types.js'
import { Held } from './held.js'
import { within } from './instance.js'
import { textual } from './text.js'

/** What the module has of it. Its own type needs newer libraries of TypeScript than users may have. */
interface NativeGraded {
  grid(): string
  report(): string
  moves(before: NativeGraded): string
  leads(request: string): string
  leadsMoved(request: string, before: NativeGraded): string
  free(): void
}

/** The module's half of a grading. @throws {LeadgradeError} for anything that is none. */
let held: (graded: unknown, name: string) => NativeGraded

/** All leads of a data set, as a model grades them at one instant. */
export class Graded {
  readonly #held: Held<NativeGraded>

  static {
    held = (graded, name) => {
      if (typeof graded === 'object' && graded !== null && #held in graded) return graded.#held.get()
      throw wrongArgument(name, graded, 'what `assess` of a `Dataset` gave')
    }
  }

  /** @internal */
  constructor(native: NativeGraded) {
    this.#held = new Held(native, 'the grading')
  }

  /** How many leads stand where: by stage, grade and rank. */
  grid(): Grid {
    return this.#answer((graded) => graded.grid()) as Grid
  }

  /** What could not be used of the tables, and what else was noticed. */
  report(): TablesReport {
    return this.#answer((graded) => graded.report()) as TablesReport
  }

  /** Who stands elsewhere than in another grading: of another model, or at another instant. */
  moves(before: Graded): Moves {
    const other = held(before, 'before')
    return this.#answer((graded) => graded.moves(other)) as Moves
  }

  /**
   * Some leads, those with the greatest priority first; with a grading from before only those that
   * stand elsewhere, and what was said of them then. @throws {LeadgradeError}
   */
  leads(request: Request<LeadsRequest>, before?: Graded): Leads {
    const other = before === undefined ? undefined : held(before, 'before')
    const { text } = textOf(request, 'request')
    const asked = textual(text)
    const leads = (graded: NativeGraded) => (other ? graded.leadsMoved(asked, other) : graded.leads(asked))
    return this.#answer(leads) as Leads
  }

  #answer(ask: (graded: NativeGraded) => string): unknown {
    const graded = held(this, 'this')
    return JSON.parse(called(() => within(() => ask(graded))))
  }

  /** Gives the memory back at once; without it the garbage collector does in time. */
  free(): void {
    this.#held.free()
  }
}
