//! Meterdesk's own conversation log: one message of the user a row.
//!
//! Reads and writes single rows. What a whole conversation must be is in [`crate::conversations`].

use std::io::Write;

use chrono::{DateTime, SecondsFormat};
use meterdesk_billing::sessions::{Answer, Conversation, Ending, FlowOrigin, FlowRun, LogChannel, TopicKind, Turn};
use meterdesk_billing::tenant::ImportKind;

use crate::columns::column_names;
use crate::guard::csv_guard;
use crate::header::Header;
use crate::records::Cells;
use crate::rejected::RowProblem;
use crate::table::{CellProblem, RowKind};
use crate::text::shortened;
use crate::times::parse_time;
use crate::usage::{TRUTHS, Words, filled, read_cell, text, word};
use crate::writer::WriteError;

const CHANNELS: Words<LogChannel> = Words {
    accepted: "web, teams, facebook",
    meanings: &[
        ("web", LogChannel::Web),
        ("teams", LogChannel::Teams),
        ("facebook", LogChannel::Facebook),
    ],
};
const TOPICS: Words<TopicKind> = Words {
    accepted: "authored, system",
    meanings: &[("authored", TopicKind::Authored), ("system", TopicKind::System)],
};
const ENDINGS: Words<Ending> = Words {
    accepted: "answered, closed, escalated, silence",
    meanings: &[
        ("answered", Ending::Answered),
        ("closed", Ending::Closed),
        ("escalated", Ending::Escalated),
        ("silence", Ending::Silence),
    ],
};
const ANSWERS: Words<Answer> = Words {
    accepted: "classic, generative",
    meanings: &[("classic", Answer::Classic), ("generative", Answer::Generative)],
};
const ORIGINS: Words<FlowOrigin> = Words {
    accepted: "agent, powerAutomate",
    meanings: &[
        ("agent", FlowOrigin::Agent),
        ("powerAutomate", FlowOrigin::PowerAutomate),
    ],
};

/// What a row says beside the conversation that it belongs to.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) bot: String,
    pub(crate) channel: LogChannel,
    pub(crate) turn: Turn,
}

/// A cell at fault, with its text.
#[derive(Debug)]
pub(crate) struct BadCell {
    pub(crate) cell: usize,
    pub(crate) value: String,
    pub(crate) problem: RowProblem,
}

/// A row: its conversation, and what it says or why that can't be read.
#[derive(Debug)]
pub(crate) struct LogRow {
    pub(crate) conversation: String,
    pub(crate) said: Result<Said, BadCell>,
}

/// Where a log has its columns.
#[derive(Debug)]
pub(crate) struct LogRows {
    conversation: usize,
    pub(crate) time: usize,
    pub(crate) bot: usize,
    pub(crate) channel: usize,
    topic: usize,
    pub(crate) end: usize,
    answer: Option<usize>,
    skill: Option<usize>,
    flow: Option<usize>,
    flow_made_from: Option<usize>,
}

impl RowKind for LogRows {
    type Record<'a> = LogRow;

    fn of(header: &Header) -> Self {
        Self {
            conversation: header.required("conversation"),
            time: header.required("time"),
            bot: header.required("bot"),
            channel: header.required("channel"),
            topic: header.required("topic"),
            end: header.required("end"),
            answer: header.place("answer"),
            skill: header.place("skill"),
            flow: header.place("flow"),
            flow_made_from: header.place("flow_made_from"),
        }
    }

    // A row with a bad cell is no fault of the table: it spoils its conversation, which must be known.
    fn read<'a>(&self, cells: &Cells<'a>) -> Result<LogRow, CellProblem> {
        Ok(LogRow {
            conversation: filled(cells, self.conversation)?.to_owned(),
            said: self.said(cells).map_err(|CellProblem { cell, problem }| BadCell {
                cell,
                value: shortened(cells.get(cell)),
                problem,
            }),
        })
    }
}

impl LogRows {
    fn said(&self, cells: &Cells<'_>) -> Result<Said, CellProblem> {
        let needed = |cell: usize| CellProblem {
            cell,
            problem: RowProblem::Blank,
        };
        Ok(Said {
            bot: filled(cells, self.bot)?.to_owned(),
            channel: word(cells, Some(self.channel), &CHANNELS)?.ok_or_else(|| needed(self.channel))?,
            turn: Turn {
                at: read_cell(cells, self.time, parse_time)?,
                topic: word(cells, Some(self.topic), &TOPICS)?.ok_or_else(|| needed(self.topic))?,
                ending: word(cells, Some(self.end), &ENDINGS)?,
                answer: word(cells, self.answer, &ANSWERS)?.unwrap_or_default(),
                skill: word(cells, self.skill, &TRUTHS)?.unwrap_or_default(),
                flow: self.flow(cells)?,
            },
        })
    }

    fn flow(&self, cells: &Cells<'_>) -> Result<Option<FlowRun>, CellProblem> {
        let Some((cell, name)) = self.flow.and_then(|cell| Some((cell, text(cells, cell)?))) else {
            return Ok(None);
        };
        let origin = word(cells, self.flow_made_from, &ORIGINS)?.ok_or(CellProblem {
            cell: self.flow_made_from.unwrap_or(cell),
            problem: RowProblem::NoFlowOrigin,
        })?;
        let name = name.to_owned();
        Ok(Some(FlowRun { name, origin }))
    }
}

/// Writes a conversation log so that reading gives back the same conversations.
#[derive(Debug)]
pub struct LogWriter<W: Write> {
    csv: csv::Writer<W>,
}

impl<W: Write> LogWriter<W> {
    /// Begins a file with its header.
    ///
    /// # Errors
    /// Gives the output's own error.
    pub fn new(output: W) -> Result<Self, WriteError> {
        let mut csv = csv::Writer::from_writer(output);
        csv.write_record(column_names(ImportKind::ConversationLog))
            .map_err(io_error)?;
        Ok(Self { csv })
    }

    /// Writes a conversation.
    ///
    /// # Errors
    /// Gives the output's own error.
    pub fn write(&mut self, conversation: &Conversation) -> Result<(), WriteError> {
        for turn in &conversation.turns {
            let time = DateTime::from_timestamp(turn.at, 0).ok_or(WriteError::Time(turn.at))?;
            let time = time.to_rfc3339_opts(SecondsFormat::Secs, true);
            let flow = turn.flow.as_ref();
            let cells = [
                csv_guard(&conversation.name),
                time.into(),
                csv_guard(&conversation.bot),
                CHANNELS.word(conversation.channel).into(),
                TOPICS.word(turn.topic).into(),
                turn.ending.map_or("", |ending| ENDINGS.word(ending)).into(),
                ANSWERS.word(turn.answer).into(),
                TRUTHS.word(turn.skill).into(),
                flow.map_or("".into(), |flow| csv_guard(&flow.name)),
                flow.map_or("", |flow| ORIGINS.word(flow.origin)).into(),
            ];
            self.csv
                .write_record(cells.iter().map(|cell| cell.as_bytes()))
                .map_err(io_error)?;
        }
        Ok(())
    }

    /// Ends the file and gives the output back.
    ///
    /// # Errors
    /// Gives the output's own error.
    pub fn finish(self) -> Result<W, WriteError> {
        let mut csv = self.csv;
        csv.flush()?;
        Ok(csv.into_inner().map_err(|error| error.into_error())?)
    }
}

fn io_error(error: csv::Error) -> WriteError {
    WriteError::Io(error.into())
}
