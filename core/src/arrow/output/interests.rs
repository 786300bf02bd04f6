//! The interests of each lead, most points first.

use super::Rows;
use super::build::{Build, Built, Points};
use super::nest::{Lists, Texts, structs};
use super::sink::{AnySink, Sink};
use crate::assessment::{Row, interests};
use crate::document::Document;

struct Interests<'a> {
    document: &'a Document,
    lists: Lists,
    names: Texts,
    points: Points,
    stages: Texts,
    members: usize,
}

impl<'a> Sink<'a> for Interests<'a> {
    fn take(&mut self, rows: &[&'a Row]) {
        for row in rows {
            let found = interests(row, self.document);
            self.lists.push(found.as_ref().map(Vec::len));
            for interest in found.into_iter().flatten() {
                self.names.push(Some(interest.name));
                self.points.push(Some(interest.points));
                self.stages.push(interest.stage);
                self.members += 1;
            }
        }
    }

    fn finish(self: Box<Self>) -> Built {
        let columns = vec![
            ("name", self.names.finish()?),
            ("points", self.points.finish()?),
            ("stage", self.stages.finish()?),
        ];
        self.lists.over(structs(self.members, columns, None)?)
    }
}

pub(super) fn column<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    Box::new(Interests {
        document: rows.document,
        lists: Lists::new(rows.count()),
        names: Texts::new(0),
        points: Points::new(rows.decimals, 0),
        stages: Texts::new(0),
        members: 0,
    })
}
