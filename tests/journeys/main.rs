//! Journeys of administrators through the built program.

mod accessibility;
mod article;
mod azure;
mod capacity;
mod contract;
mod covered;
mod estimate;
mod every_screen;
mod first_policy;
mod groups;
mod keyboard;
mod labels;
mod layout;
mod learn_more;
mod lists;
mod other_client;
mod other_times;
mod paying;
mod rates;
mod receipt;
mod refusal;
mod screens;
mod tenant;
mod two_programs;
mod use_goes_on;
mod window;
