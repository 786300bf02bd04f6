//! The interests of each lead, most points first.

use super::Rows;
use super::build::{Build, Built, Points};
use super::nest::{Lists, Texts, structs};
use super::sink::{AnySink, Sink};
use crate::assessment::Assessment;
use crate::tables::Scored;

struct Interests {
    lists: Lists,
    names: Texts,
    points: Points,
    stages: Texts,
    members: usize,
}

impl<'a> Sink<'a> for Interests {
    fn take(&mut self, rows: &[&'a Scored]) {
        for row in rows {
            let found = row.details.as_deref().and_then(Assessment::interests);
            self.lists.push(found.as_ref().map(Vec::len));
            for (name, points, stage) in found.into_iter().flatten() {
                self.names.push(Some(name));
                self.points.push(Some(points));
                self.stages.push(stage);
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

pub(super) fn interests<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    Box::new(Interests {
        lists: Lists::new(rows.count()),
        names: Texts::new(0),
        points: Points::new(rows.decimals, 0),
        stages: Texts::new(0),
        members: 0,
    })
}
