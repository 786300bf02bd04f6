//! Words for the names of companies and pages.

pub(super) const FIRST: [&str; 30] = [
    "Harrow",
    "Pike",
    "Langley",
    "Ashdown",
    "Merrow",
    "Kestrel",
    "Oakfield",
    "Brightwell",
    "Thorne",
    "Calder",
    "Wexley",
    "Rowan",
    "Stanmore",
    "Fenwick",
    "Marlow",
    "Hollis",
    "Quayle",
    "Tamsin",
    "Nordlicht",
    "Müller",
    "Lindqvist",
    "Dupré",
    "Van Dael",
    "O'Hara",
    "Ó Briain",
    "Sørby",
    "Kowal",
    "Çelik",
    "Nakamura",
    "Ferreira",
];
pub(super) const SECOND: [&str; 14] = [
    "& Partners",
    "Group",
    "Holdings",
    "Services",
    "Associates",
    "Trust",
    "Clinic",
    "Schools",
    "Estates",
    "Mutual",
    "Logistics",
    "Studio",
    "Works",
    "International Business Administration",
];
pub(super) const FORM: [&str; 5] = ["Ltd", "plc", "LLP", "GmbH", "BV"];
pub(super) const ARABIC: [&str; 6] = [
    "شركة النخيل للتوريدات",
    "مؤسسة الأفق",
    "مكتب المنار للمحاماة",
    "مجموعة الساحل",
    "دار الياسمين",
    "شركة الواحة القابضة للخدمات التعليمية",
];
pub(super) const INDUSTRIES: [(&str, u64); 13] = [
    ("legal", 14),
    ("accounting", 12),
    ("insurance", 8),
    ("public sector", 9),
    ("education", 10),
    ("healthcare", 9),
    ("consulting", 6),
    ("real estate", 7),
    ("software", 8),
    ("retail", 6),
    ("manufacturing", 6),
    ("Legal ", 2),
    ("HEALTHCARE", 1),
];
pub(super) const COUNTRIES: [(&str, u64); 9] = [
    ("GB", 66),
    ("IE", 10),
    ("DE", 7),
    ("FR", 4),
    ("NL", 4),
    ("AE", 4),
    ("US", 3),
    ("IN", 1),
    ("BR", 1),
];
pub(super) const TITLES: [(&str, u64); 12] = [
    ("Office Manager", 30),
    ("office administrator", 8),
    ("Purchasing Manager", 9),
    ("Head of Procurement", 6),
    ("Buyer", 6),
    ("Finance Director", 8),
    ("Managing Director", 8),
    ("Executive Assistant", 9),
    ("IT Manager", 6),
    ("Facilities Manager", 7),
    ("International Sales Manager", 2),
    ("Einkaufsleiterin", 1),
];
pub(super) const NEEDS: [&str; 6] = [
    "price",
    "recycled",
    "fast delivery",
    "price;recycled",
    "recycled;fast delivery",
    "price;brand",
];
pub(super) const CATEGORIES: [(&str, u64); 6] = [
    ("paper", 34),
    ("toner", 26),
    ("writing", 14),
    ("filing", 11),
    ("furniture", 8),
    ("kitchen", 7),
];
pub(super) const PRODUCTS: [(&str, [&str; 4]); 6] = [
    ("paper", ["A4 80 g", "A4 recycled", "A3 80 g", "card 160 g"]),
    (
        "toner",
        ["toner black", "toner colour", "drum unit", "ink set"],
    ),
    (
        "writing",
        ["ballpoints", "markers", "highlighters", "pencils"],
    ),
    (
        "filing",
        ["ring binders", "folders", "labels", "archive boxes"],
    ),
    ("furniture", ["desk", "task chair", "shelf", "lamp"]),
    ("kitchen", ["coffee", "tea", "cups", "paper towels"]),
];
pub(super) const HOURS: [&str; 5] = [
    "09:00-12:00",
    "10:00-12:30",
    "13:00-17:00",
    "08:30-16:30",
    "ask reception",
];
pub(super) const CHANNELS: [(&str, u64); 4] =
    [("email", 60), ("phone", 30), ("post", 8), ("fax", 2)];
