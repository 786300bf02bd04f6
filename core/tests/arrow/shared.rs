//! Conditions on texts that many leads share are evaluated once, and give the same
//! result as a single call.

use leadgrade::arrow::Batches;
use leadgrade::{Model, Profile};

use super::{assess, now, shown, table, texts};

/// Every operator on texts, and more conditions than the cache holds.
fn many_questions() -> Model {
    let mut cases: Vec<String> = (0..70)
        .map(|number| format!("{{ contains = \"x{number}y\", points = {number} }}"))
        .collect();
    cases.extend(
        [
            "{ eq = \"Chief\", points = 101 }",
            "{ starts_with = \"vice\", points = 102 }",
            "{ in = [\"buyer\", \"Büro\"], points = 103 }",
            "{ ends_with = [\"manager\", \"lead\"], points = 104 }",
            "{ matches = \"^[A-Z]{2}[0-9]+$\", points = 105 }",
            "{ not_in = [\"student\", \"trainee\"], points = 106 }",
        ]
        .map(str::to_owned),
    );
    let criteria = |name: &str, fact: &str, more: &str| {
        format!(
            "[[fit.criteria]]\nname = \"{name}\"\nfact = \"{fact}\"\nmissing = -7\notherwise = -3\ncases = [{more}]\n",
        )
    };
    let text = format!(
        "format = 1\nname = \"many questions\"\n\
         attributes.title = {{ type = \"text\" }}\n\
         attributes.exact = {{ type = \"text\", compare = \"exact\" }}\n\
         attributes.other = {{ type = \"text\" }}\n{}{}{}",
        criteria("title", "profile.title", &cases.join(", ")),
        criteria(
            "exact",
            "profile.exact",
            "{ eq = \"Chief\", points = 1000 }"
        ),
        criteria(
            "same",
            "profile.title",
            "{ eq = { fact = \"profile.other\" }, points = 2000 }"
        ),
    );
    Model::from_toml(&text).unwrap()
}

fn like_single_calls(model: &Model, titles: &[String]) {
    let ids: Vec<String> = (0..titles.len()).map(|row| format!("L{row}")).collect();
    let all = || texts(titles.iter().map(String::as_str));
    // The other text comes from another row; often both are equal.
    let others = || titles.iter().skip(3).chain(titles.iter().take(3));
    let profiles = table([
        ("lead", texts(ids.iter().map(String::as_str))),
        ("title", all()),
        ("exact", all()),
        ("other", texts(others().map(String::as_str))),
    ]);
    let found = assess(model, &profiles, &Batches::none());
    let points = shown(&found.leads, "fit_points");
    for ((title, other), points) in titles.iter().zip(others()).zip(points) {
        let mut profile = Profile::new("L");
        for (name, text) in [("title", title), ("exact", title), ("other", other)] {
            profile.set(name.to_owned(), text.as_str().into());
        }
        let single = model.assess(&profile, &[], now()).fit_points().unwrap();
        assert_eq!(points.parse::<f64>().unwrap(), single.to_f64(), "{title}");
    }
}

#[test]
fn shared_texts_equal_a_single_call() {
    let said = [
        "Chief",
        "chief",
        "CHIEF ",
        "vice president",
        "Büro",
        "BU\u{308}RO",
        "an office manager",
        "AB12",
        "ab12",
        "student",
        "Trainee",
        "x7y",
        "X69Y",
        "somebody",
        "",
        "  ",
        "team lead",
    ];
    let titles: Vec<String> = said
        .iter()
        .cycle()
        .take(500)
        .map(|one| (*one).to_owned())
        .collect();
    like_single_calls(&many_questions(), &titles);
}

#[test]
fn more_texts_than_the_cache_holds() {
    let titles: Vec<String> = (0..12_000)
        .map(|row| match row % 3 {
            0 => format!("x{}y", row % 100),
            1 => format!("somebody with a title of their own, number {row}"),
            _ => format!("AB{}", row % 6_000),
        })
        .collect();
    like_single_calls(&many_questions(), &titles);
}
