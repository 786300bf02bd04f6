// One lead with a number of events over 100 days: the workload of `benches/src/lib.rs`.

const NAMES = [
  'page_view', 'page_view', 'email_open', 'pricing_view', 'page_view',
  'email_click', 'download', 'order', 'webinar', 'form',
]
const DAY = 86_400_000
const AS_OF = Date.parse('2026-11-22T09:30:00Z')

export function lead(count) {
  const event = (_, at) => {
    const name = NAMES[at % NAMES.length]
    const instant = new Date(AS_OF - Math.trunc((at * 100 * DAY) / count) - at * 60_000)
    const event = { event: name, at: instant.toISOString() }
    return name === 'order' ? { ...event, value: 250.5 } : event
  }
  return {
    profile: {
      lead: 'L-7',
      employees: 1200,
      revenue: 4_500_000,
      industry: 'Legal',
      title: 'Office Manager',
      country: 'DE',
      reorder: 4,
      created: '2025-03-01',
    },
    events: Array.from({ length: count }, event),
    as_of: '2026-11-22T09:30:00Z',
  }
}
