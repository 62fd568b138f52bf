//! What holds for a workbook as its callers see it: through the table of commands, on a real file.

mod acts;
mod clock;
mod previews;
mod properties;
mod reports;
mod requests;
mod restatement;
mod support;
mod whole_files;
mod writers;
