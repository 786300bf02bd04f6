//! Rows that are wrong on purpose, as real exports have them.

/// Wrong cells: the lead, the column, and the text to write.
const BAD_CELLS: [(&str, usize, &str); 6] = [
    ("L-0111", 5, "about 200"),
    ("L-0222", 8, "31/02/2025"),
    ("L-0333", 5, "1e999"),
    ("L-0444", 12, "maybe"),
    ("L-0555", 7, "quarterly"),
    ("L-0666", 6, "1.2m"),
];

/// Makes some cells wrong, repeats a lead, and adds one without an id.
pub(super) fn into_profiles(rows: &mut Vec<Vec<String>>) {
    for (lead, column, text) in BAD_CELLS {
        let row = rows
            .iter_mut()
            .find(|row| row.first().is_some_and(|id| id == lead));
        if let Some(cell) = row.and_then(|row| row.get_mut(column)) {
            text.clone_into(cell);
        }
    }
    if let Some(again) = rows.get(776).cloned() {
        rows.insert(1_500, again);
    }
    if let Some(row) = rows.get_mut(2_000)
        && let Some(lead) = row.first_mut()
    {
        lead.clear();
    }
}

/// Invalid events: lead, event, at, value, id.
const BAD_EVENTS: [[&str; 5]; 12] = [
    ["L-0100", "page_view", "yesterday", "", ""],
    ["L-0101", "page_view", "2026-13-01T10:00:00Z", "", ""],
    ["L-0102", "order", "2026-10-05T10:00:00Z", "n/a", "x-1"],
    ["L-0103", "order", "2026-10-06T10:00:00Z", "1,250.00", "x-2"],
    ["L-0104", "order", "2026-10-07T10:00:00Z", "1e999", "x-3"],
    [
        "L-0105",
        "order",
        "2026-10-08T10:00:00Z",
        "5000000000",
        "x-4",
    ],
    ["L-0106", "", "2026-10-09T10:00:00Z", "", ""],
    ["", "page_view", "2026-10-10T10:00:00Z", "", ""],
    ["L-0107", "page_view", "", "", ""],
    ["L-0108", "page_view", "1026-10-11T10:00:00Z", "", ""],
    ["L-9001", "page_view", "never", "", ""],
    ["L-9002", "page_view", "2027-01-05T10:00:00Z", "", ""],
];

/// Unusual events that are valid.
const ODD_EVENTS: [[&str; 5]; 7] = [
    ["L-0200", "page_veiw", "2026-11-01T10:00:00Z", "", ""],
    ["L-0201", "page_veiw", "2026-11-02T10:00:00Z", "", ""],
    ["L-0202", "chat_started", "2026-11-03T10:00:00Z", "", ""],
    ["L-0203", "page_view", "2026-11-04 10:00:00", "", ""],
    ["L-0204", "download", "2026-11-05", "", ""],
    ["L-0205", "review", "2026-11-06T10:00:00Z", "", ""],
    ["L-9003", "page_view", "2026-11-20T10:00:00Z", "", ""],
];

/// Spreads invalid and unusual events over the file, and repeats some orders: once unchanged, and
/// once with another amount, as in a corrected export.
pub(super) fn into_events(rows: &mut Vec<Vec<String>>) {
    let orders = rows
        .iter()
        .filter(|row| row.get(1).is_some_and(|event| event == "order"));
    let mut added: Vec<Vec<String>> = orders.step_by(97).take(20).cloned().collect();
    for row in added.iter_mut().step_by(4) {
        if let Some(value) = row.get_mut(3) {
            value.push('9');
        }
    }
    for event in BAD_EVENTS.iter().chain(&ODD_EVENTS) {
        let mut row: Vec<String> = event.iter().map(|cell| (*cell).to_owned()).collect();
        row.resize(super::behaviour::COLUMNS.len(), String::new());
        added.push(row);
    }
    for (row, place) in added.into_iter().zip((400..).step_by(450)) {
        rows.insert(place.min(rows.len()), row);
    }
}
