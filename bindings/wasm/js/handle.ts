import { LeadgradeError } from '../../typescript/src/index.js'
import { instance, lost } from './instance.js'

/** Refers to an object in the module's memory that cannot be restored: it is lost with its instance. */
export class Handle<T extends { free(): void }> {
  private readonly instance = instance()
  private freed = false

  constructor(
    private readonly native: T,
    private readonly name: string,
  ) {}

  /** @throws {LeadgradeError} if the object was freed, or lost with its instance. */
  get(): T {
    if (this.instance !== instance()) throw lost(this.name)
    if (!this.freed) return this.native
    const message = `${this.name} was used after \`free\``
    throw new LeadgradeError([{ code: 'freed', path: '', message, help: 'create a new one' }])
  }

  free(): void {
    if (!this.freed && this.instance === instance()) this.native.free()
    this.freed = true
  }
}
