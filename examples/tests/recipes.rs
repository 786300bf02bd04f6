//! The recipes, on a few invented rows in the form of the public data, and on the data themselves
//! if they are available.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops at once and says where"
)]

use std::path::Path;

use leadgrade_examples::bundled;
use leadgrade_examples::measure::{Study, measure};
use leadgrade_examples::progress::Progress;
use leadgrade_examples::recipes::{VARIABLE, prepare};
use leadgrade_examples::scoring::Files;

const ORDERS: &str = "customer,date,lines,items,amount,country\n\
    1,2011-01-10,3,30,120.5,United Kingdom\n\
    1,2011-10-01,2,20,80,United Kingdom\n\
    2,2011-05-05,25,300,900,EIRE\n\
    3,2011-12-01,1,1,5,France\n";
const CALLS: &str = "\"age\";\"job\";\"marital\";\"education\";\"default\";\"balance\";\"housing\";\"loan\";\"contact\";\"day\";\"month\";\"duration\";\"campaign\";\"pdays\";\"previous\";\"poutcome\";\"y\"\n\
    58;\"management\";\"married\";\"tertiary\";\"no\";2143;\"yes\";\"no\";\"unknown\";5;\"may\";261;1;-1;0;\"unknown\";\"no\"\n\
    33;\"student\";\"single\";\"unknown\";\"no\";-5;\"no\";\"no\";\"cellular\";2;\"jan\";99;2;30;4;\"success\";\"yes\"\n";

fn study(out: &Path, name: &str) -> Study {
    let file = |kind: &str| out.join(name).join(format!("{kind}.csv"));
    Study {
        model: bundled::model(name),
        files: Files {
            profiles: Some(file("profiles")),
            events: Some(file("events")),
            delimiter: b',',
        },
        outcomes: file("outcomes"),
    }
}

#[test]
fn orders_and_calls_become_profiles_events_and_outcomes() {
    let folder = tempfile::tempdir().unwrap();
    let (data, out) = (folder.path(), folder.path().join("out"));
    std::fs::write(data.join("uci_online_retail_orders.csv"), ORDERS).unwrap();
    std::fs::write(data.join("bank-full.csv"), CALLS).unwrap();
    assert_eq!(prepare(data, &out).unwrap().len(), 2);
    let read = |path: &str| std::fs::read_to_string(out.join(path)).unwrap();
    assert_eq!(
        read("online-retail/outcomes.csv"),
        "lead,as_of,outcome\n1,2011-09-09,yes\n2,2011-09-09,no\n"
    );
    assert_eq!(
        read("online-retail/profiles.csv"),
        "lead,country,valid_from\n1,\"United Kingdom\",2011-01-10\n2,\"EIRE\",2011-05-05\n3,\"France\",2011-12-01\n"
    );
    assert_eq!(
        read("bank-contacts/profiles.csv"),
        "lead,valid_from,age,job,marital,education,default,balance,housing,loan,contact,calls\n\
         1,2008-05-05,58,management,married,tertiary,no,2143,yes,no,,1\n\
         2,2009-01-02,33,student,single,,no,-5,no,no,cellular,2\n"
    );
    assert_eq!(
        read("bank-contacts/events.csv"),
        "lead,event,at,value,answer\n1,call,2008-05-05,,\n2,earlier_campaign,2008-12-03,4,success\n2,call,2009-01-02,,\n"
    );
    let text = measure(&study(&out, "bank-contacts"), &Progress::silent()).unwrap();
    assert!(
        text.starts_with("bank-contacts: 2 outcomes, 1 lead converted (50.0 %)\n"),
        "{text}"
    );
    assert!(text.ends_with("  readiness   1.0000\n"), "{text}");
}

#[test]
fn errors_in_the_data_are_reported() {
    let folder = tempfile::tempdir().unwrap();
    let (data, out) = (folder.path(), folder.path().join("out"));
    let message = prepare(data, &out).unwrap_err().to_string();
    assert!(
        message.ends_with("` contains none of `uci_online_retail_orders.csv`, `bank-full.csv`"),
        "{message}"
    );
    let orders = data.join("uci_online_retail_orders.csv");
    for (text, end) in [
        (
            ORDERS.replace("country", "land"),
            "line 1: there is no column `country`; found `customer`, `date`, `lines`, `items`, `amount`, `land`",
        ),
        (
            ORDERS.replace("2011-10-01", "1.10.2011"),
            "line 3: column `date`: found `1.10.2011`",
        ),
    ] {
        std::fs::write(&orders, text).unwrap();
        let message = prepare(data, &out).unwrap_err().to_string();
        assert!(message.ends_with(end), "{message}");
    }
}

#[test]
fn the_public_data_give_the_numbers_of_the_readme() {
    let Some(data) = std::env::var_os(VARIABLE) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    prepare(Path::new(&data), folder.path()).unwrap();
    for (name, parts) in [
        (
            "online-retail",
            [
                "92.7 %",
                "97.6 %",
                "83.6 %",
                "engagement  0.7412",
                "readiness   0.7369",
            ],
        ),
        (
            "bank-contacts",
            [
                "33.8 %",
                "54.7 %",
                "49.6 %",
                "engagement  0.7212",
                "readiness   0.7634",
            ],
        ),
    ] {
        let text = measure(&study(folder.path(), name), &Progress::silent()).unwrap();
        for part in parts {
            assert!(text.contains(part), "no `{part}` in\n{text}");
        }
    }
}
