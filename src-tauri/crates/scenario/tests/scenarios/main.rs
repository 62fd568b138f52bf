//! What the scenarios promise, held against the rules themselves: scripts are decided, usage is settled.

mod ahead;
mod any;
mod demo;
mod demo_conversations;
mod demo_usage;
mod replay;
