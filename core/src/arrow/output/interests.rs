//! The interests of each lead, most points first.

use super::ResultRows;
use super::build::{Build, Built, Points};
use super::column_sink::{AnySink, ColumnSink};
use super::nest::{ListBuilder, TextBuilder, structs};
use crate::assessment::{Row, interests};
use crate::document::Document;

struct Interests<'a> {
    document: &'a Document,
    lists: ListBuilder,
    names: TextBuilder,
    points: Points,
    stages: TextBuilder,
    members: usize,
}

impl<'a> ColumnSink<'a> for Interests<'a> {
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

pub(super) fn column<'a>(rows: &ResultRows<'a>) -> AnySink<'a> {
    Box::new(Interests {
        document: rows.document,
        lists: ListBuilder::new(rows.count()),
        names: TextBuilder::new(0),
        points: Points::new(rows.decimals, 0),
        stages: TextBuilder::new(0),
        members: 0,
    })
}
