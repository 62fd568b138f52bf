//! What a caller is told when a command does not do what it asked.
//!
//! A refusal ("not now, because …") and a failure (something broke) are told apart by the code.

use std::fmt;

use crate::wire::ArticleKey;

/// The closed set of codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// A field's value can't be taken.
    InvalidField,
    /// The named object does not exist.
    NotFound,
    /// The acting person lacks a role or right.
    NotAllowed,
    /// The present set-up does not allow it.
    Conflict,
    /// The object changed since it was shown.
    ChangedMeanwhile,
    /// A limit is reached.
    LimitReached,
    /// The rate card of that time has no rate for the feature.
    NotOnCard,
    /// Somebody has to choose first.
    NeedsChoice,
    /// Another import or settlement is under way.
    Busy,
    /// The workbook can only be read.
    ReadOnly,
    /// The request is not of the command's form.
    BadRequest,
    /// No such command.
    UnknownCommand,
    /// The file is no workbook.
    NotAWorkbook,
    /// The workbook was written by a newer Meterdesk.
    NewerWorkbook,
    /// The file is damaged.
    Damaged,
    /// A file could not be read or written.
    Io,
    /// The work was stopped on request.
    Cancelled,
    /// Something that should not happen did.
    Internal,
}

/// Why a command was refused or failed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ApiError {
    /// The code.
    pub code: ErrorCode,
    /// What is wrong and how to mend it.
    pub message: String,
    /// The request's field to blame.
    pub field: Option<String>,
    /// The public article that says why; `article_list` tells its title and address.
    pub article: Option<ArticleKey>,
}

impl ApiError {
    /// An error without a field.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            field: None,
            article: None,
        }
    }

    /// The same error, with the request's field to blame.
    #[must_use]
    pub fn at(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Whether this is a refusal rather than a failure of the program or the machine.
    #[must_use]
    pub const fn is_refusal(&self) -> bool {
        !matches!(
            self.code,
            ErrorCode::Io
                | ErrorCode::Damaged
                | ErrorCode::Internal
                | ErrorCode::BadRequest
                | ErrorCode::UnknownCommand
        )
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ApiError {}

impl From<meterdesk_store::StoreError> for ApiError {
    fn from(error: meterdesk_store::StoreError) -> Self {
        use meterdesk_store::StoreError;
        let code = match &error {
            StoreError::NotFound(_) | StoreError::NoBranch(_) => ErrorCode::NotFound,
            StoreError::Exists(_) => ErrorCode::Conflict,
            StoreError::NotAWorkbook(_) => ErrorCode::NotAWorkbook,
            StoreError::Newer { .. } | StoreError::Event(_) => ErrorCode::NewerWorkbook,
            StoreError::Damaged(_) => ErrorCode::Damaged,
            StoreError::ReadOnly(_) => ErrorCode::ReadOnly,
            StoreError::Busy { .. } | StoreError::LeaseLost => ErrorCode::Busy,
            StoreError::DiskFull | StoreError::Io(_) => ErrorCode::Io,
            StoreError::SqliteTooOld(_) | StoreError::Database(_) => ErrorCode::Internal,
        };
        let field = matches!(error, StoreError::NoBranch(_)).then(|| "branch".to_owned());
        Self {
            field,
            ..Self::new(code, sentence(&error.to_string()))
        }
    }
}

/// The text with a capital letter, as messages on screen begin.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
