//! Views of Cost management that were saved under a name: what the page's address keeps, for everybody who opens the workbook.
//!
//! What the parts mean is the page's matter; nothing is billed by them.

use std::collections::BTreeMap;

use super::Event;

/// Characters that a view's name may have.
const MOST_NAME: usize = 64;

/// Views that a workbook may hold.
const MOST_VIEWS: usize = 100;

/// Characters that all parts of a view may have together.
const MOST_PARTS: usize = 4_000;

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostView {
    /// Its name.
    pub name: String,
    /// What the address keeps, by the name of the part.
    pub parts: BTreeMap<String, String>,
}

/// Saves a view, or deletes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CostViewCommand {
    /// Save one under a name that none has yet.
    Save(CostView),
    /// Delete the one of this name.
    Delete(String),
}

/// Why a view is not saved or deleted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CostViewRefusal {
    /// The name is blank.
    #[error("Enter a name for the view")]
    NameBlank,
    /// The name is too long.
    #[error("Use at most {MOST_NAME} characters; this name has {0}")]
    NameTooLong(usize),
    /// Another view has the name.
    #[error("There is already a view named \"{0}\"; choose another name, or delete that view")]
    NameTaken(String),
    /// There are as many as there may be.
    #[error("A workbook holds {MOST_VIEWS} views; delete one first")]
    TooMany,
    /// The parts are longer than any address of the page.
    #[error("The view has more parts than the page's address keeps")]
    TooLong,
    /// There is none of the name.
    #[error("There is no view named \"{0}\"; it may have been deleted")]
    Unknown(String),
}

impl CostViewRefusal {
    pub(super) const fn code(&self) -> &'static str {
        match self {
            Self::NameBlank | Self::NameTooLong(_) | Self::NameTaken(_) | Self::TooLong => "invalid_field",
            Self::TooMany => "limit_reached",
            Self::Unknown(_) => "not_found",
        }
    }

    pub(super) const fn field(&self) -> &'static str {
        match self {
            Self::TooLong => "parts",
            _ => "name",
        }
    }
}

/// Decides about a view; names are the same in any case.
pub(super) fn decide(views: &[CostView], command: CostViewCommand) -> Result<Vec<Event>, CostViewRefusal> {
    let known = |name: &str| {
        views
            .iter()
            .find(|view| view.name.to_lowercase() == name.to_lowercase())
    };
    match command {
        CostViewCommand::Save(view) => {
            let name = view.name.trim().to_owned();
            let length = name.chars().count();
            if length == 0 {
                return Err(CostViewRefusal::NameBlank);
            }
            if length > MOST_NAME {
                return Err(CostViewRefusal::NameTooLong(length));
            }
            if let Some(other) = known(&name) {
                return Err(CostViewRefusal::NameTaken(other.name.clone()));
            }
            if views.len() >= MOST_VIEWS {
                return Err(CostViewRefusal::TooMany);
            }
            let parts = view.parts.iter().map(|(part, value)| part.len() + value.len());
            if parts.sum::<usize>() > MOST_PARTS {
                return Err(CostViewRefusal::TooLong);
            }
            Ok(vec![Event::CostViewSaved {
                name,
                parts: view.parts,
            }])
        }
        CostViewCommand::Delete(name) => match known(name.trim()) {
            Some(view) => Ok(vec![Event::CostViewDeleted {
                name: view.name.clone(),
            }]),
            None => Err(CostViewRefusal::Unknown(name)),
        },
    }
}

/// Folds an event about views; they stay in the order of their names.
pub(super) fn apply(views: &mut Vec<CostView>, event: &Event) {
    match event {
        Event::CostViewSaved { name, parts } => {
            views.push(CostView {
                name: name.clone(),
                parts: parts.clone(),
            });
            views.sort_by_key(|view| view.name.to_lowercase());
        }
        Event::CostViewDeleted { name } => views.retain(|view| view.name != *name),
        _ => {}
    }
}
