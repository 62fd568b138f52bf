//! Reads a conversation log conversation by conversation: each is whole, or all of its rows are rejected with the reason.
//!
//! Holds one conversation at a time. What a session is, and whether the bot is known, is decided elsewhere.

use std::collections::HashSet;
use std::io::{self, Read};

use meterdesk_billing::sessions::{Conversation, LogChannel, MOST_MESSAGES, Turn};
use sha2::{Digest, Sha256};

use crate::header::Header;
use crate::log::{LogRow, LogRows, Said};
use crate::records::Place;
use crate::rejected::{RejectedRow, RowProblem};
use crate::table::{FileSummary, Row, TableReader};

/// What a log says of one conversation.
#[derive(Debug)]
pub enum Logged {
    /// It is whole.
    Conversation {
        /// Where it begins.
        place: Place,
        /// It.
        conversation: Conversation,
    },
    /// Rows that are not taken: of one conversation, or of none that is known.
    Rejected(Vec<RejectedRow>),
}

/// A streaming reader of a conversation log.
#[derive(Debug)]
pub struct ConversationReader<R> {
    table: TableReader<R, LogRows>,
    ahead: Option<(Place, LogRow)>,
    /// A row that can't be read at all: it may belong to the conversation below it.
    broken: Option<u64>,
    /// Conversations that ended, by the beginning of their names' hash.
    seen: HashSet<[u8; 16]>,
}

/// A conversation that is being read.
struct Pending {
    name: String,
    place: Place,
    bot: String,
    channel: Option<LogChannel>,
    turns: Vec<Turn>,
    rows: Vec<Place>,
    faults: Vec<RejectedRow>,
    /// The row that spoils it.
    spoilt_by: Option<u64>,
}

impl<R: Read> ConversationReader<R> {
    pub(crate) fn new(table: TableReader<R, LogRows>) -> Self {
        Self {
            table,
            ahead: None,
            broken: None,
            seen: HashSet::new(),
        }
    }

    /// The file's header.
    pub fn header(&self) -> &Header {
        self.table.header()
    }

    /// How far the reader has come.
    pub fn place(&self) -> Place {
        self.table.place()
    }

    /// Reads the next conversation; `None` at the end of the file.
    ///
    /// # Errors
    /// Gives the input's own error.
    pub fn next_conversation(&mut self) -> io::Result<Option<Logged>> {
        let (place, first) = match self.ahead.take() {
            Some(ahead) => ahead,
            None => match self.table.next_row()? {
                None => return Ok(None),
                Some(Row::Rejected(row)) => {
                    self.broken = Some(row.place.row);
                    return Ok(Some(Logged::Rejected(vec![row])));
                }
                Some(Row::Good { place, record }) => (place, record),
            },
        };
        let mut pending = Pending {
            name: first.conversation.clone(),
            place,
            bot: String::new(),
            channel: None,
            turns: Vec::new(),
            rows: Vec::new(),
            faults: Vec::new(),
            spoilt_by: self.broken.take(),
        };
        if self.seen.contains(&key(&pending.name)) {
            let problem = RowProblem::ConversationApart;
            pending.fault(
                self.table.header(),
                place,
                Some(CONVERSATION),
                &first.conversation,
                problem,
            );
        }
        pending.take(&self.table, place, first);
        loop {
            match self.table.next_row()? {
                None => break,
                Some(Row::Rejected(row)) => {
                    pending.spoilt_by.get_or_insert(row.place.row);
                    self.broken = Some(row.place.row);
                    pending.faults.push(row);
                }
                Some(Row::Good { place, record }) if record.conversation == pending.name => {
                    self.broken = None;
                    pending.take(&self.table, place, record);
                }
                Some(Row::Good { place, record }) => {
                    self.ahead = Some((place, record));
                    break;
                }
            }
        }
        self.seen.insert(key(&pending.name));
        Ok(Some(pending.finish(&self.table)))
    }

    /// Reads what is left without looking at it, for the fingerprint of the whole content.
    ///
    /// # Errors
    /// Gives the input's own error.
    pub fn finish(self) -> io::Result<FileSummary> {
        self.table.finish()
    }
}

const CONVERSATION: &str = "conversation";

fn key(name: &str) -> [u8; 16] {
    let hash: [u8; 32] = Sha256::digest(name.as_bytes()).into();
    let mut key = [0; 16];
    key.copy_from_slice(&hash[..16]);
    key
}

impl Pending {
    fn take<R: Read>(&mut self, table: &TableReader<R, LogRows>, place: Place, row: LogRow) {
        let header = table.header();
        let Said { bot, channel, turn } = match row.said {
            Ok(said) => said,
            Err(bad) => {
                self.faults.push(RejectedRow {
                    place,
                    column: header.names().get(bad.cell).cloned(),
                    value: Some(bad.value),
                    problem: bad.problem,
                });
                self.spoilt_by.get_or_insert(place.row);
                return;
            }
        };
        self.rows.push(place);
        match self.channel {
            None => (self.bot, self.channel) = (bot, Some(channel)),
            Some(_) if self.bot != bot => {
                let problem = self.other("bot");
                self.fault(header, place, Some("bot"), &bot, problem);
            }
            Some(own) if own != channel => {
                let problem = self.other("channel");
                self.fault(header, place, Some("channel"), channel.key(), problem);
            }
            Some(_) => {}
        }
        if self.turns.last().is_some_and(|before| before.at > turn.at) {
            self.fault(header, place, Some("time"), "", RowProblem::OutOfOrder);
        }
        if self.turns.len() == MOST_MESSAGES {
            self.fault(header, place, None, "", RowProblem::ConversationTooLong);
        } else if self.turns.len() < MOST_MESSAGES {
            self.turns.push(turn);
        }
    }

    fn other(&self, column: &'static str) -> RowProblem {
        let row = self.place.row;
        RowProblem::OtherInConversation { column, row }
    }

    /// Notes a row as being at fault, once.
    fn fault(&mut self, header: &Header, place: Place, column: Option<&str>, value: &str, problem: RowProblem) {
        self.spoilt_by.get_or_insert(place.row);
        if self.faults.iter().any(|known| known.place == place) {
            return;
        }
        let column = column.and_then(|column| header.names().get(header.place(column)?).cloned());
        self.faults.push(RejectedRow {
            place,
            column,
            value: Some(value).filter(|value| !value.is_empty()).map(str::to_owned),
            problem,
        });
    }

    fn finish<R: Read>(mut self, table: &TableReader<R, LogRows>) -> Logged {
        let last = self.rows.last().copied();
        if let (None, Some(last)) = (self.turns.last().and_then(|turn| turn.ending), last) {
            // Of a conversation that is spoilt, its last message may be the one that can't be read.
            if self.spoilt_by.is_none() {
                self.fault(table.header(), last, Some("end"), "", RowProblem::NoEnd);
            }
        }
        let row = match (self.spoilt_by, self.channel) {
            (None, Some(channel)) => {
                return Logged::Conversation {
                    place: self.place,
                    conversation: Conversation {
                        name: self.name,
                        bot: self.bot,
                        channel,
                        turns: self.turns,
                    },
                };
            }
            (row, _) => row.unwrap_or(self.place.row),
        };
        let sound: Vec<_> = self
            .rows
            .iter()
            .filter(|place| !self.faults.iter().any(|fault| fault.place == **place))
            .map(|place| RejectedRow {
                place: *place,
                column: None,
                value: None,
                problem: RowProblem::WithConversation { row },
            })
            .collect();
        self.faults.extend(sound);
        self.faults.sort_by_key(|fault| fault.place);
        Logged::Rejected(self.faults)
    }
}
