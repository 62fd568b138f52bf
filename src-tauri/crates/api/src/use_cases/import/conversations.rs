//! Reading a conversation log, conversation by conversation, and what is said of bots that nothing else names.

use std::io::Read;
use std::sync::atomic::Ordering;

use meterdesk_billing::tenant::Tenant;
use meterdesk_exchange::{ConversationReader, Logged};
use meterdesk_store::Staged;
use tokio::sync::mpsc;

use super::io_error;
use super::reading::{BATCH, Message, Rows, end, rejection};
use crate::jobs::Job;
use crate::text::{counted, listed};

/// Reads until the end, or until nobody listens any more.
pub(super) fn read(mut reader: ConversationReader<Box<dyn Read + Send>>, sender: &mpsc::Sender<Message>, job: &Job) {
    loop {
        let (mut good, mut rejections, mut rows) = (Vec::new(), Vec::new(), 0);
        let ended = loop {
            if rows >= BATCH {
                break Ok(false);
            }
            match reader.next_conversation() {
                Ok(Some(Logged::Conversation { place, conversation })) => {
                    rows += conversation.turns.len();
                    good.push(Staged {
                        row: place.row,
                        byte: place.byte,
                        record: conversation,
                    });
                }
                Ok(Some(Logged::Rejected(rejected))) => {
                    rows += rejected.len();
                    rejections.extend(rejected.into_iter().map(rejection));
                }
                Ok(None) => break Ok(true),
                Err(error) => break Err(error),
            }
        };
        job.bytes.store(reader.place().byte, Ordering::Relaxed);
        let message = match &ended {
            Ok(_) => Message::Batch {
                rows: Rows::Conversations(good),
                rejections,
            },
            Err(error) => Message::Failed(io_error(error)),
        };
        let goes_on = matches!(ended, Ok(false));
        if sender.blocking_send(message).is_err() || ended.is_err() {
            return;
        }
        if !goes_on {
            break;
        }
    }
    let _ = sender.blocking_send(end(reader.finish()));
}

/// Names that a note lists.
const LISTED: usize = 10;

/// What is said of bots, each with its first row, that no usage and no other log names.
pub(super) fn new_bots(tenant: &Tenant, mut bots: Vec<(String, u64)>) -> Option<String> {
    let agents = &tenant.platform.now().agents;
    bots.retain(|(bot, _)| !agents.keys().any(|(_, agent)| *agent == bot.to_lowercase()));
    if bots.is_empty() {
        return None;
    }
    let mut names: Vec<String> = bots
        .iter()
        .take(LISTED)
        .map(|(bot, row)| format!("\"{bot}\" (first in row {row})"))
        .collect();
    let more = bots.len().saturating_sub(LISTED) as u64;
    if more > 0 {
        names.push(format!("{more} more"));
    }
    Some(format!(
        "{} new here, named by no usage, no agent and no other log: {}. Check the spelling.",
        counted(bots.len() as u64, "bot is", "bots are"),
        listed(&names)
    ))
}
