// The bundled samples: models and sample data of this project.
import office from '../../models/office-supplies.toml?raw'
import perfume from '../../models/arabic-retail.toml?raw'
import officeProfiles from '../../data/profiles.csv?url'
import officeEvents from '../../data/events.csv?url'
import perfumeProfiles from '../sample/profiles.csv?url'
import perfumeEvents from '../sample/events.csv?url'

export interface Sample {
  name: string
  model: string
  profiles?: string
  events?: string
  asOf: string
}

const EMPTY = `format = 1
name = "my-model"

[attributes]
employees = { type = "number" }

[signals]
visit = { points = 10, decay = { half_life_days = 30 } }

[[fit.criteria]]
name = "company size"
fact = "profile.employees"
cases = [{ gte = 100, points = 80 }, { gte = 10, points = 40 }]

[engagement]
`

const AS_OF = '2026-11-22'

export const SAMPLES = {
  office: { name: 'office-supplies', model: office, profiles: officeProfiles, events: officeEvents, asOf: AS_OF },
  perfume: { name: 'arabic-retail', model: perfume, profiles: perfumeProfiles, events: perfumeEvents, asOf: AS_OF },
  empty: { name: 'my-model', model: EMPTY, asOf: AS_OF },
} satisfies Record<string, Sample>

export type SampleName = keyof typeof SAMPLES
