//! Meterdesk's own metered usage: one record a use.
//!
//! Reads what a row says. Whether the person exists, what the use costs and who pays is decided elsewhere.

use meterdesk_billing::units::Quantity;
use meterdesk_billing::usage::{Audience, Circumstances, Service, Trigger};

use crate::guard::unguard;
use crate::header::Header;
use crate::numbers::plain_quantity;
use crate::records::Cells;
use crate::rejected::RowProblem;
use crate::table::{CellProblem, RowKind, TableReader};
use crate::text::shortened;
use crate::times::parse_time;

/// One metered use. Blank texts are `None`; a text is never blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsageRecord<Text> {
    /// What makes the use unique; `None` in a file without ids.
    pub event_id: Option<Text>,
    /// When, in seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    /// Who, as the file names them.
    pub user: Option<Text>,
    /// The service used.
    pub service: Service,
    /// The agent used.
    pub agent: Option<Text>,
    /// The environment of the agent.
    pub environment: Option<Text>,
    /// What was metered; unknown names are kept as they are.
    pub feature: Text,
    /// How much of it.
    pub quantity: Quantity,
    /// Under which circumstances.
    pub circumstances: Circumstances,
    /// Where the person met the agent.
    pub channel: Option<Text>,
    /// The conversation that the use belongs to.
    pub conversation: Option<Text>,
    /// What ran the agent.
    pub harness: Option<Text>,
}

impl<Text> UsageRecord<Text> {
    /// Whether the row must name a user and doesn't: somebody of the tenant started the use by asking.
    pub fn lacks_user(&self) -> bool {
        let Circumstances { trigger, audience, .. } = self.circumstances;
        self.user.is_none() && trigger == Trigger::Interactive && audience == Audience::Employee
    }
}

impl UsageRecord<&str> {
    /// The same record with texts of its own.
    #[must_use]
    pub fn into_owned(self) -> UsageRecord<String> {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        UsageRecord {
            event_id: owned(self.event_id),
            at: self.at,
            user: owned(self.user),
            service: self.service,
            agent: owned(self.agent),
            environment: owned(self.environment),
            feature: self.feature.to_owned(),
            quantity: self.quantity,
            circumstances: self.circumstances,
            channel: owned(self.channel),
            conversation: owned(self.conversation),
            harness: owned(self.harness),
        }
    }
}

/// Reads a file of metered usage.
pub type UsageReader<R> = TableReader<R, UsageRows>;

/// Where a file of metered usage has its columns.
#[derive(Debug)]
pub struct UsageRows {
    event_id: Option<usize>,
    time: usize,
    user: usize,
    service: usize,
    agent: usize,
    environment: usize,
    feature: usize,
    quantity: usize,
    trigger: Option<usize>,
    audience: Option<usize>,
    authenticated: Option<usize>,
    channel: Option<usize>,
    conversation: Option<usize>,
    test: Option<usize>,
    harness: Option<usize>,
}

impl RowKind for UsageRows {
    type Record<'a> = UsageRecord<&'a str>;

    fn of(header: &Header) -> Self {
        Self {
            event_id: header.place("event_id"),
            time: header.required("time"),
            user: header.required("user"),
            service: header.required("service"),
            agent: header.required("agent"),
            environment: header.required("environment"),
            feature: header.required("feature"),
            quantity: header.required("quantity"),
            trigger: header.place("trigger"),
            audience: header.place("audience"),
            authenticated: header.place("authenticated"),
            channel: header.place("channel"),
            conversation: header.place("conversation"),
            test: header.place("test"),
            harness: header.place("harness"),
        }
    }

    fn read<'a>(&self, cells: &Cells<'a>) -> Result<UsageRecord<&'a str>, CellProblem> {
        let optional_text = |cell: Option<usize>| cell.and_then(|cell| text(cells, cell));
        let record = UsageRecord {
            event_id: self.event_id.map(|cell| filled(cells, cell)).transpose()?,
            at: read_cell(cells, self.time, parse_time)?,
            user: text(cells, self.user),
            service: read_cell(cells, self.service, service)?,
            agent: text(cells, self.agent),
            environment: text(cells, self.environment),
            feature: filled(cells, self.feature)?,
            quantity: read_cell(cells, self.quantity, plain_quantity)?,
            circumstances: self.circumstances(cells)?,
            channel: optional_text(self.channel),
            conversation: optional_text(self.conversation),
            harness: optional_text(self.harness),
        };
        if record.lacks_user() {
            let (cell, problem) = (self.user, RowProblem::NoUser);
            return Err(CellProblem { cell, problem });
        }
        Ok(record)
    }
}

impl UsageRows {
    fn circumstances(&self, cells: &Cells<'_>) -> Result<Circumstances, CellProblem> {
        let assumed = Circumstances::default();
        Ok(Circumstances {
            trigger: word(cells, self.trigger, &TRIGGERS)?.unwrap_or(assumed.trigger),
            audience: word(cells, self.audience, &AUDIENCES)?.unwrap_or(assumed.audience),
            authenticated: word(cells, self.authenticated, &TRUTHS)?.unwrap_or(assumed.authenticated),
            test: word(cells, self.test, &TRUTHS)?.unwrap_or(assumed.test),
            ..assumed
        })
    }
}

/// The words that a column takes, and what each stands for.
pub(crate) struct Words<T: 'static> {
    pub(crate) accepted: &'static str,
    pub(crate) meanings: &'static [(&'static str, T)],
}

pub(crate) const TRIGGERS: Words<Trigger> = Words {
    accepted: "interactive, autonomous, schedule",
    meanings: &[
        ("interactive", Trigger::Interactive),
        ("autonomous", Trigger::Autonomous),
        ("schedule", Trigger::Schedule),
    ],
};
pub(crate) const AUDIENCES: Words<Audience> = Words {
    accepted: "employee, external",
    meanings: &[("employee", Audience::Employee), ("external", Audience::External)],
};
pub(crate) const TRUTHS: Words<bool> = Words {
    accepted: "true, false",
    meanings: &[("true", true), ("false", false)],
};

impl<T: Copy + PartialEq> Words<T> {
    /// The word for a meaning.
    pub(crate) fn word(&self, meaning: T) -> &'static str {
        let found = self.meanings.iter().find(|(_, known)| *known == meaning);
        found.expect("each meaning has a word").0
    }
}

/// The meaning of a cell's word, in any case; `None` where the cell is blank or the file doesn't have the column.
pub(crate) fn word<T: Copy>(
    cells: &Cells<'_>,
    cell: Option<usize>,
    words: &Words<T>,
) -> Result<Option<T>, CellProblem> {
    let Some((cell, written)) = cell
        .map(|cell| (cell, cells.get(cell)))
        .filter(|(_, written)| !written.is_empty())
    else {
        return Ok(None);
    };
    let known = words
        .meanings
        .iter()
        .find(|(word, _)| word.eq_ignore_ascii_case(written));
    match known {
        Some((_, meaning)) => Ok(Some(*meaning)),
        None => {
            let (value, accepted) = (shortened(written), words.accepted);
            let problem = RowProblem::UnknownWord { value, accepted };
            Err(CellProblem { cell, problem })
        }
    }
}

fn service(written: &str) -> Result<Service, RowProblem> {
    // The exact key or label is by far the most frequent spelling, and comparing it needs no memory.
    let exact = Service::ALL
        .into_iter()
        .find(|service| service.key() == written || service.label() == written);
    exact
        .or_else(|| Service::parse(written))
        .ok_or_else(|| RowProblem::UnknownService(shortened(written)))
}

/// A cell's text, `None` if it is blank.
pub(crate) fn text<'a>(cells: &Cells<'a>, cell: usize) -> Option<&'a str> {
    Some(unguard(cells.get(cell))).filter(|text| !text.is_empty())
}

/// The text of a cell that may not be blank.
pub(crate) fn filled<'a>(cells: &Cells<'a>, cell: usize) -> Result<&'a str, CellProblem> {
    let problem = RowProblem::Blank;
    text(cells, cell).ok_or(CellProblem { cell, problem })
}

/// Reads a cell that may not be blank.
pub(crate) fn read_cell<T, E: Into<RowProblem>>(
    cells: &Cells<'_>,
    cell: usize,
    read: impl FnOnce(&str) -> Result<T, E>,
) -> Result<T, CellProblem> {
    let written = cells.get(cell);
    let problem = if written.is_empty() {
        RowProblem::Blank
    } else {
        match read(written) {
            Ok(value) => return Ok(value),
            Err(problem) => problem.into(),
        }
    };
    Err(CellProblem { cell, problem })
}
