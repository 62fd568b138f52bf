//! File formats in and out: usage files, read as streams and recognised by their header.
//!
//! Readers are tolerant on spelling and strict on meaning: they forgive how a header or a service is written, and reject a
//! row rather than guess what it says. They decide nothing about billing, look up no person, and never hold more than one
//! buffer of a file.
//!
//! # Meterdesk's own usage file
//! CSV in UTF-8 (with or without a byte order mark), commas, any line end. One use a row:
//!
//! | column | meaning |
//! |---|---|
//! | `event_id` | makes the use unique; never blank. The column may be missing as a whole: then the file's content is its identity |
//! | `time` | when; see below |
//! | `user` | who; blank only if the use isn't `interactive` or its audience is `external` |
//! | `service` | a key or label of [`Service`](meterdesk_billing::usage::Service), spelt loosely |
//! | `agent`, `environment` | which; may be blank |
//! | `feature` | what was metered; unknown names are kept |
//! | `quantity` | decimal text, not negative, a point and at most six places after it, no thousands marks |
//! | `trigger` | optional: `interactive` (default), `autonomous`, `schedule` |
//! | `audience` | optional: `employee` (default), `external` |
//! | `authenticated` | optional: `true` (default), `false` |
//! | `test` | optional: `false` (default), `true` |
//! | `channel`, `conversation`, `harness` | optional text |
//!
//! Case, spaces, underscores and order of the columns don't matter. An unknown column is ignored and reported in
//! [`Header::ignored`], unless it looks like a column whose default would silently hold instead.
//!
//! # Meterdesk's own conversation log
//! Of conversations with bots, one message of the user (a turn) a row. The rows of a conversation stand one below the other,
//! ordered by time. A conversation is taken as a whole or not at all.
//!
//! | column | meaning |
//! |---|---|
//! | `conversation` | what identifies it among all logs |
//! | `time` | when the message was written; see below |
//! | `bot` | the bot's name |
//! | `channel` | `web`, `teams` or `facebook` |
//! | `topic` | whose topic the message was in: `authored` (the company's own) or `system` |
//! | `end` | what came after it: `answered`, `closed`, `escalated`, `silence`; blank while it goes on, never in the last row |
//! | `answer` | optional: `classic` (default), `generative` |
//! | `skill` | optional: `false` (default), `true` |
//! | `flow` | optional: the name of the flow that it ran |
//! | `flow_made_from` | where that flow was made: `agent` (its own link) or `powerAutomate`; needed where `flow` is filled |
//!
//! # The Power Platform environment report
//! `EntitlementConsumptionTenantDetailsReport_MCSMessages*.csv` as downloaded. Figures may carry marks of writing direction
//! and thousands marks in groups of three (`"12,000"`); anything that can be read in two ways is rejected. The usage date is
//! a day or its midnight in UTC.
//!
//! # Other reports
//! Those of agents, users, plans, Microsoft 365 Copilot credits and Cost management, Viva Insights, Azure Cost Management and
//! FOCUS, and people with their departments: what their columns state is in the tables of the module `report`. A column that
//! such a file lacks is told ([`Header::untold`]), and what it would have stated is absent from the rows, never zero. Rows of a
//! bill that are not Copilot consumption say so ([`ReportRecord::is_consumption`]).
//!
//! # Answers of the Licensing API
//! JSON as the Power Platform Licensing API answers requests for entitlements, their resources and users, billing policies and
//! allocations; several pages in one file, one after the other or as an array. Entries count as rows from 1, and a member of
//! an object inside another is a column named with points. Figures are rounded to six places, which is told.
//!
//! # Times
//! | written | read as |
//! |---|---|
//! | `2026-05-03T14:30:00Z`, `2026-05-03T16:30:00.25+02:00` | RFC 3339; converted to UTC, fractions of a second cut off |
//! | `2026-05-03 14:30:00` | UTC |
//! | `2026-05-03` | midnight UTC |
//! | `5/3/2026 2:30:00 PM` | month first, UTC; in Azure's cost details the day alone too |
//!
//! # Cells
//! White space around a cell's text is no part of it. A cell holds at most [`MAX_CELL`] bytes, a row at most 1 MiB. A row
//! whose cells are all blank is passed over. Text that a spreadsheet would take for a formula is written with a leading
//! apostrophe, which is taken off again on reading ([`csv_guard`], [`unguard`]).
//!
//! # Rows that can't be read
//! Each is a [`RejectedRow`] with its place, column, reason and mend, and leaves the others as they are. Rows are numbered as
//! a spreadsheet shows them: the header is 1, blank lines count, a line end inside a quoted cell doesn't. After a quote that
//! is not closed, or is followed by text, reading goes on at the line after the one where that cell began.

mod answer;
mod answer_problem;
mod columns;
mod conversations;
mod environment_day;
mod focus;
mod guard;
mod hashing;
mod header;
mod header_problem;
mod log;
mod members;
mod numbers;
mod open;
mod records;
mod rejected;
mod report;
mod scan;
mod sheet;
mod spelling;
mod table;
mod text;
mod times;
mod usage;
mod writer;

pub use answer_problem::AnswerProblem;
pub use columns::column_names;
pub use conversations::{ConversationReader, Logged};
pub use environment_day::{EnvironmentDayRecord, EnvironmentDayRows, EnvironmentReportReader};
pub use focus::{FOCUS_COLUMNS, FocusAccount, FocusCharge, FocusCommitment, FocusKind};
pub use guard::{csv_guard, unguard};
pub use hashing::{Fingerprint, fingerprint};
pub use header::{Header, Untold, recognise};
pub use header_problem::{ColumnProblem, Encoding, HeaderProblem};
pub use log::LogWriter;
pub use numbers::{FigureProblem, parse_figure};
pub use open::{OpenError, OpenedFile, open};
pub use records::{Cells, Place};
pub use rejected::{RejectedRow, RowProblem};
pub use report::{ReportReader, ReportRecord, ReportRows};
pub use scan::MAX_CELL;
pub use sheet::SheetWriter;
pub use table::{CellProblem, FileSummary, Row, RowKind, TableReader};
pub use times::{TimeProblem, parse_time};
pub use usage::{UsageReader, UsageRecord, UsageRows};
pub use writer::{UsageWriter, WriteError};
