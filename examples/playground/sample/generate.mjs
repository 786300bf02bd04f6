// Writes the invented customers of a perfume shop next to this file: `node sample/generate.mjs`.
// The same seed gives the same bytes.
import { writeFileSync } from 'node:fs'
import { random } from './random.mjs'

const CUSTOMERS = 600
const AS_OF = Date.UTC(2026, 10, 22)
const DAY = 86_400_000

const { below, chance, one } = random(1447)
const date = (daysAgo) => new Date(AS_OF - daysAgo * DAY).toISOString().slice(0, 10)
const instant = (daysAgo) => `${date(daysAgo)}T${String(8 + below(14)).padStart(2, '0')}:${String(below(60)).padStart(2, '0')}:00+03:00`

const CITIES = ['الرياض', 'الرياض', 'الرياض', 'جدة', 'جده', 'مكة المكرمة', 'الدمام', 'الأحساء', 'الاحساء', 'أبها', 'تبوك', 'دبي']
const TITLES = ['', '', 'مدير المشتريات', 'معلم', 'مهندسة', 'طالب', 'باحثة', 'محاسب']
const KINDS = ['عود', 'عطور', 'بخور', 'هدايا']
const PRODUCTS = { عود: 'دهن عود', عطور: 'عطر مسائي', بخور: 'بخور العيد', هدايا: 'طقم هدايا' }

const profiles = [['lead', 'المدينة', 'نوع العميل', 'المسمى الوظيفي', 'تاريخ الميلاد', 'تاريخ التسجيل', 'القناة المفضلة', 'وقت الاتصال', 'يفضل']]
const events = []

/** Adds the events of a lead. `keen`, 0 to 3, is the level of interest; leads of level 3 buy. */
function live(lead, keen, since) {
  const love = one(KINDS)
  const at = () => 1 + below(Math.min(since, keen === 3 ? 120 : 300))
  const add = (event, daysAgo, { value = '', page = '', kind = '', product = '', content = '' } = {}) =>
    events.push([lead, event, instant(daysAgo), value, `e-${events.length + 1}`, page, kind, product, content])
  for (let visit = below(2 + keen * 4); visit > 0; visit--) add('زيارة صفحة', at(), { page: `/${love}`, kind: love })
  if (chance(0.03)) for (let look = 0; look < 3; look++) add('زيارة صفحة', 1 + below(40), { page: '/وظائف' })
  if (keen > 0 && chance(0.6)) add('بحث', at())
  if (keen > 1) for (let cart = 1 + below(2); cart > 0; cart--) add('إضافة إلى السلة', 1 + below(60), { kind: love, product: PRODUCTS[love] })
  if (keen > 1 && chance(0.5)) add('استفسار', 1 + below(60), { kind: love })
  if (keen > 1 && chance(0.4)) add('زيارة المعرض', 1 + below(90))
  if (keen === 3) for (let order = 1 + below(6); order > 0; order--) add('طلب', 1 + below(400), { value: 80 + below(900), kind: love, product: PRODUCTS[love] })
  if (keen === 3 && chance(0.3)) add('تقييم', at(), { value: 1 + below(5) })
  if (keen === 3 && chance(0.2)) add('توصية', at())
  if (chance(0.05)) add('شكوى', 1 + below(60))
  if (chance(0.5)) add('موافقة رسائل', since, { content: 'عروض' })
  if (chance(0.4)) add('موافقة اتصال', since)
  if (chance(0.02)) add('اعتراض على التقييم', 1 + below(100))
}

for (let customer = 1; customer <= CUSTOMERS; customer++) {
  const lead = `ع-${String(customer).padStart(4, '0')}`
  const since = 10 + below(900)
  profiles.push([
    lead,
    one(CITIES),
    chance(0.15) ? 'شركة' : 'فرد',
    one(TITLES),
    chance(0.7) ? date(7_000 + below(14_000)) : '',
    date(since),
    one(['هاتف', 'رسالة', '']),
    chance(0.4) ? '17:00-19:30' : '',
    one(['', '', 'تغليف هدايا', 'عينات مجانية', 'تغليف هدايا;عينات مجانية']),
  ])
  live(lead, one([0, 0, 1, 1, 2, 2, 3, 3]), since)
}
events.sort((a, b) => (a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0))
events.unshift(['lead', 'event', 'at', 'value', 'id', 'الصفحة', 'الفئة', 'المنتج', 'المحتوى'])

const csv = (rows) => rows.map((row) => `${row.join(',')}\n`).join('')
writeFileSync(new URL('profiles.csv', import.meta.url), csv(profiles))
writeFileSync(new URL('events.csv', import.meta.url), csv(events))
