//! Tables that stay in memory as they were loaded, to be scored with different models.

use super::sheet::Sheet;
use super::typed_dataset::TypedDataset;
use crate::document::Type;
use crate::lead::TableName;
use crate::model::Model;
use crate::tables::error::{self, TableError};

/// Profiles and events that stay in memory as they were loaded. Texts become the types that a model
/// declares; they are converted again only when these types change.
///
/// ```
/// use leadgrade::tables::{AsOf, Packed, Dataset, Sheet, TableOptions};
/// use leadgrade::Model;
/// let texts = |text: &'static str| [Some(text)].into_iter().collect::<Packed>();
/// let mut data = Dataset::default();
/// data.add_events(Sheet::new(true).with_texts("lead", texts("a")).with_texts("event", texts("visit")).with_texts("at", texts("2026-11-20")))?;
/// let model = Model::from_toml("format = 1\nname = \"n\"\n[signals.visit]\npoints = 10\n[engagement]")?;
/// let as_of = AsOf::One(model.as_of("2026-11-22")?);
/// let scored = data.read(&model)?.assess(&model, &as_of, &TableOptions::default())?;
/// assert_eq!(scored.leads, ["a"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct Dataset {
    profiles: Vec<Sheet>,
    events: Vec<Sheet>,
    read: Option<(Types, TypedDataset)>,
}

/// The declared types by table and name, which decide how texts are read.
type Types = Vec<(TableName, String, Type)>;

fn types(model: &Model) -> Types {
    let document = model.document();
    let attributes = document.attributes.iter();
    let attributes = attributes.map(|(name, one)| (TableName::Profiles, name.clone(), one.type_));
    let properties = document.properties.iter();
    let properties = properties.map(|(name, one)| (TableName::Events, name.clone(), one.type_));
    attributes.chain(properties).collect()
}

impl Dataset {
    /// Adds rows of profiles at the end.
    ///
    /// # Errors
    /// A missing column `lead`; nothing is added then.
    pub fn add_profiles(&mut self, sheet: Sheet) -> Result<(), TableError> {
        error::check_names("profiles", sheet.names(), &["lead"])?;
        self.read = None;
        self.profiles.push(sheet);
        Ok(())
    }

    /// Adds rows of events at the end.
    ///
    /// # Errors
    /// A missing column `lead`, `event` or `at`; nothing is added then.
    pub fn add_events(&mut self, sheet: Sheet) -> Result<(), TableError> {
        error::check_names("events", sheet.names(), &["lead", "event", "at"])?;
        self.read = None;
        self.events.push(sheet);
        Ok(())
    }

    /// The number of rows of the profiles and of the events.
    pub fn rows(&self) -> (usize, usize) {
        let rows = |sheets: &[Sheet]| sheets.iter().map(Sheet::rows).sum();
        (rows(&self.profiles), rows(&self.events))
    }

    /// The tables as a model reads them.
    ///
    /// # Errors
    /// None: columns were checked when rows were added.
    pub fn read(&mut self, model: &Model) -> Result<&TypedDataset, TableError> {
        let types = types(model);
        let dataset = match self.read.take() {
            Some((known, dataset)) if known == types => dataset,
            _ => self.dataset(model)?,
        };
        Ok(&self.read.insert((types, dataset)).1)
    }

    fn dataset(&self, model: &Model) -> Result<TypedDataset, TableError> {
        let chunks = |sheets: &[Sheet], table| {
            let sheets = sheets.iter();
            sheets.map(|sheet| sheet.chunk(model, table)).collect()
        };
        TypedDataset::new(
            chunks(&self.profiles, TableName::Profiles),
            chunks(&self.events, TableName::Events),
        )
    }
}
