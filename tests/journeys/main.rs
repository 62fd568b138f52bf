//! Journeys of administrators through the built program.

mod window;
