//! Recognises a file by its header and finds each column's place.
//!
//! Forgives case, spaces, underscores, other marks and the order of columns. Does not read a column under another name:
//! it says which one was probably meant.

use meterdesk_billing::tenant::ImportKind;
use meterdesk_billing::usage::folded;

use crate::columns::{Absence, Column, column_names, columns};
use crate::header_problem::{ColumnProblem, HeaderProblem};
use crate::spelling::nearness;
use crate::text::shortened;

/// A header that was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    kind: ImportKind,
    names: Vec<String>,
    /// For each column of the kind, where the file has it.
    places: Vec<Option<usize>>,
    ignored: Vec<String>,
    untold: Vec<Untold>,
    remarks: Vec<String>,
}

/// A column that a report lacks, though reports of its kind have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untold {
    /// The column.
    pub column: &'static str,
    /// What the file therefore doesn't state of its credits.
    pub unsaid: &'static str,
    /// An unknown column of the file that may be meant.
    pub perhaps: Option<String>,
}

impl std::fmt::Display for Untold {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            column,
            unsaid,
            perhaps,
        } = self;
        write!(f, "The file has no column \"{column}\", so it does not say {unsaid}.")?;
        match perhaps {
            Some(found) => write!(
                f,
                " If \"{}\" is meant, rename it to {column} and import the file again.",
                shortened(found)
            ),
            None => Ok(()),
        }
    }
}

impl Header {
    /// What kind of file it heads.
    #[must_use]
    pub fn kind(&self) -> ImportKind {
        self.kind
    }

    /// The file's columns in its own spelling and order.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The columns that are not read because nothing is known about them.
    #[must_use]
    pub fn ignored(&self) -> &[String] {
        &self.ignored
    }

    /// The columns that reports of the kind have and this one lacks.
    #[must_use]
    pub fn untold(&self) -> &[Untold] {
        &self.untold
    }

    /// What else is to be told of the file as a whole, in sentences.
    #[must_use]
    pub fn remarks(&self) -> &[String] {
        &self.remarks
    }

    pub(crate) fn with_remarks(self, remarks: Vec<String>) -> Self {
        Self { remarks, ..self }
    }

    /// Whether the file has the column, named as [`column_names`] does.
    #[must_use]
    pub fn has(&self, column: &str) -> bool {
        self.place(column).is_some()
    }

    /// Where the file has the column.
    pub(crate) fn place(&self, column: &str) -> Option<usize> {
        let index = column_names(self.kind).position(|name| name == column)?;
        self.places[index]
    }

    /// Where the file has a column that no file of its kind goes without.
    pub(crate) fn required(&self, column: &str) -> usize {
        self.place(column)
            .expect("a header without a required column is not recognised")
    }
}

/// Recognises a header from its cells.
///
/// # Errors
/// Says what is wrong with it: all that is wrong at once, where the kind of file is clear.
pub fn recognise(header: &[String]) -> Result<Header, HeaderProblem> {
    let names: Vec<String> = header
        .iter()
        .map(|name| {
            name.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
                .to_owned()
        })
        .collect();
    if names.iter().all(String::is_empty) {
        return Err(HeaderProblem::Empty);
    }
    let keys: Vec<String> = names.iter().map(|name| folded(name)).collect();
    let Some(kind) = meant_kind(&keys) else {
        return Err(match other_delimiter(&names.join(",")) {
            Some(delimiter) => HeaderProblem::WrongDelimiter(delimiter),
            None => HeaderProblem::NotRecognised { found: names },
        });
    };
    Matching {
        kind,
        names: &names,
        keys: &keys,
    }
    .check()
}

/// Finds the columns of a kind that is known by other means than the header.
///
/// # Errors
/// Says all that is wrong with the columns.
pub(crate) fn recognise_as(kind: ImportKind, names: &[String]) -> Result<Header, HeaderProblem> {
    let keys: Vec<String> = names.iter().map(|name| folded(name)).collect();
    Matching {
        kind,
        names,
        keys: &keys,
    }
    .check()
}

/// The character that separates the columns of a header line that would be recognised if it were a comma.
pub(crate) fn other_delimiter(line: &str) -> Option<char> {
    [';', '\t', '|'].into_iter().find(|delimiter| {
        let keys: Vec<String> = line.split(*delimiter).map(folded).collect();
        meant_kind(&keys).is_some()
    })
}

/// The kind of whose usual columns at least half are here, well or badly spelt, and of those the one that most resembles the
/// header: one with columns of all sorts is not the kind that has a few of them alone.
fn meant_kind(keys: &[String]) -> Option<ImportKind> {
    if let Some(kind) = ImportKind::ALL.into_iter().find(|kind| is_as_downloaded(keys, *kind)) {
        return Some(kind);
    }
    let found = |kind: ImportKind| {
        let usual = columns(kind).iter().filter(|column| column.is_usual());
        let (met, all) = usual.fold((0, 0), |(met, all), column| {
            let is_met = keys.iter().any(|key| nearness(key, column).is_some());
            (met + usize::from(is_met), all + 1)
        });
        (met * 2 >= all).then_some((met * 2_000 / (all + keys.len()), met))
    };
    ImportKind::ALL
        .into_iter()
        .filter_map(|kind| found(kind).map(|part| (part, kind)))
        .max_by_key(|(part, _)| *part)
        .map(|(_, kind)| kind)
}

/// Whether the header has the kind's usual columns and no unknown one: then nothing needs to be compared letter by letter.
fn is_as_downloaded(keys: &[String], kind: ImportKind) -> bool {
    let columns = columns(kind);
    let mut usual = columns.iter().filter(|column| column.is_usual());
    usual.all(|column| keys.iter().any(|key| column.is_named(key)))
        && keys.iter().all(|key| columns.iter().any(|column| column.is_named(key)))
}

struct Matching<'a> {
    kind: ImportKind,
    names: &'a [String],
    keys: &'a [String],
}

impl Matching<'_> {
    fn check(&self) -> Result<Header, HeaderProblem> {
        let mut places = Vec::new();
        let mut problems = Vec::new();
        for column in columns(self.kind) {
            let mut found = (0..self.keys.len()).filter(|index| column.is_named(&self.keys[*index]));
            let place = found.next();
            places.push(place);
            if let (Some(first), Some(second)) = (place, found.next()) {
                problems.push(ColumnProblem::Doubled {
                    column: column.name,
                    first: self.names[first].clone(),
                    second: self.names[second].clone(),
                });
            }
        }
        let unknown: Vec<usize> = (0..self.keys.len())
            .filter(|index| {
                !columns(self.kind)
                    .iter()
                    .any(|column| column.is_named(&self.keys[*index]))
            })
            .collect();
        let absent = || {
            let columns = columns(self.kind).iter().zip(&places);
            columns.filter(|(_, place)| place.is_none()).map(|(column, _)| column)
        };
        problems.extend(absent().filter_map(|column| self.absent(column, &unknown)));
        let untold = absent().filter(|column| column.absence == Absence::Told);
        let untold = untold.filter_map(|column| {
            Some(Untold {
                column: column.name,
                unsaid: column.meaning?.unsaid(),
                perhaps: self.near(column, &unknown),
            })
        });
        let untold = untold.collect();
        if !problems.is_empty() {
            let kind = self.kind;
            return Err(HeaderProblem::Columns { kind, problems });
        }
        Ok(Header {
            kind: self.kind,
            names: self.names.to_vec(),
            places,
            untold,
            remarks: Vec::new(),
            ignored: unknown.into_iter().map(|index| self.spoken_name(index)).collect(),
        })
    }

    /// What is wrong about a column that isn't there.
    fn absent(&self, column: &Column, unknown: &[usize]) -> Option<ColumnProblem> {
        let near = self.near(column, unknown);
        let name = column.name;
        match column.absence {
            Absence::Refused => Some(ColumnProblem::Missing {
                column: name,
                perhaps: near,
            }),
            Absence::Assumed => near.map(|found| ColumnProblem::LooksLike { column: name, found }),
            Absence::Told | Absence::Unmissed => None,
        }
    }

    /// The unknown column that most looks like the one that isn't there.
    fn near(&self, column: &Column, unknown: &[usize]) -> Option<String> {
        unknown
            .iter()
            .filter_map(|index| nearness(&self.keys[*index], column).map(|distance| (distance, *index)))
            .min()
            .map(|(_, index)| self.names[index].clone())
    }

    fn spoken_name(&self, index: usize) -> String {
        match self.names[index].as_str() {
            "" => format!("column {} (no name)", index + 1),
            name => name.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USAGE: &str = "event_id,time,user,service,agent,environment,feature,quantity";

    fn header(line: &str) -> Result<Header, HeaderProblem> {
        recognise(&line.split(',').map(str::to_owned).collect::<Vec<_>>())
    }

    fn column_problems(line: &str) -> Vec<ColumnProblem> {
        match header(line) {
            Err(HeaderProblem::Columns { problems, .. }) => problems,
            other => panic!("{line} should have had problems with columns: {other:?}"),
        }
    }

    #[test]
    fn spelling_and_order_are_forgiven() {
        let found = header("\u{feff}Quantity, FEATURE ,Environment,agent,Service,User,Time,Event ID,eventual").unwrap();
        assert_eq!(found.kind(), ImportKind::MeteredUsage);
        assert_eq!(found.place("event_id"), Some(7));
        assert_eq!(found.required("quantity"), 0);
        assert_eq!(found.ignored(), ["eventual"], "what is not read is reported");
    }

    #[test]
    fn a_file_without_ids_is_whole_in_itself() {
        let found = header("time,user,service,agent,environment,feature,quantity,").unwrap();
        assert!(!found.has("event_id"));
        assert_eq!(found.ignored(), ["column 8 (no name)"]);
    }

    #[test]
    fn the_environment_report_is_known_by_its_columns() {
        let line = "BillingPlan Id,BillingPlan Name,Environment Id,Environment Name,Capacity Type,Entitled Quantity,\
                    Prepaid Consumed Quantity,Pay as you go Consumed Quantity,Usage Date";
        assert_eq!(header(line).unwrap().kind(), ImportKind::EnvironmentReport);
        let loose = line
            .to_uppercase()
            .replace(' ', "_")
            .replace("PAY_AS_YOU_GO", "pay-as-you-go");
        assert_eq!(header(&loose).unwrap().places, header(line).unwrap().places);
    }

    #[test]
    fn each_report_is_known_by_its_own_columns() {
        for kind in ImportKind::ALL {
            let line: Vec<String> = column_names(kind).map(str::to_owned).collect();
            let found = recognise(&line).unwrap_or_else(|problem| panic!("{kind:?}: {problem:?}"));
            assert_eq!(found.kind(), kind);
            assert_eq!((found.untold(), found.ignored()), (&[][..], &[][..]), "{kind:?}");
            // Also where a column was taken out, whatever else the file holds.
            for gone in 0..line.len() {
                let mut less = line.clone();
                less[gone] = "Something else".to_owned();
                match recognise(&less) {
                    Ok(found) => assert_eq!(found.kind(), kind, "without {}", line[gone]),
                    Err(HeaderProblem::Columns { kind: named, .. }) => {
                        assert_eq!(named, kind, "without {}", line[gone])
                    }
                    Err(other) => panic!("{kind:?} without {}: {other:?}", line[gone]),
                }
            }
        }
    }

    #[test]
    fn a_report_without_a_column_says_what_it_does_not_state() {
        let line = "User Id,User Email,Agent Id,Agent Name,Billable credit used,Credits usd,M365 Copilot Licensed";
        let found = header(line).unwrap();
        let told: Vec<String> = found.untold().iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "The file has no column \"Credits used\", so it does not say how many credits were used. If \"Credits usd\" is meant, \
              rename it to Credits used and import the file again."
            ]
        );
        assert!(
            header("Meter,ResourceId,MeterCategory,MeterName,Quantity,Cost,BillingCurrency").is_err(),
            "without a day"
        );
    }

    #[test]
    fn a_report_is_known_under_its_earlier_names_too() {
        let line = "PersonId,EntraId,PeopleHistoricalId,ServiceId,ServiceName,SpendingPolicyId,MetricDate,Session count,\
                    Spending policy limit,Total Copilot Credits used,User limit";
        let found = header(line).unwrap();
        assert_eq!((found.kind(), found.untold().len()), (ImportKind::PersonWeeks, 0));
        assert_eq!(found.place("UserPrincipalName"), Some(0));
        let line = "Agent ID,Agent name,Username,Billing Policy ID,Past 7 days,Past 30 days,Last activity date (UTC)";
        assert_eq!(header(line).unwrap().untold(), []);
    }

    #[test]
    fn a_renamed_column_is_missing_and_its_new_name_is_proposed() {
        for (from, to) in [
            ("quantity", "qty"),
            ("quantity", "Quantiy"),
            ("user", "UPN"),
            ("time", "Time stamp"),
        ] {
            let column = USAGE.split(',').find(|name| *name == from).unwrap();
            let perhaps = Some(to.to_owned());
            assert_eq!(
                column_problems(&USAGE.replace(from, to)),
                [ColumnProblem::Missing { column, perhaps }],
                "{to}"
            );
        }
        let perhaps = None;
        assert_eq!(
            column_problems(&USAGE.replace(",quantity", "")),
            [ColumnProblem::Missing {
                column: "quantity",
                perhaps
            }]
        );
    }

    #[test]
    fn a_column_that_would_silently_fall_back_to_its_default_is_asked_about() {
        for (found, column) in [("tigger", "trigger"), ("Is test", "test"), ("audiences", "audience")] {
            let found = found.to_owned();
            assert_eq!(
                column_problems(&format!("{USAGE},{found}")),
                [ColumnProblem::LooksLike { column, found }]
            );
        }
        let found = "event key".to_owned();
        let column = "event_id";
        assert_eq!(
            column_problems(&USAGE.replace("event_id", "event key")),
            [ColumnProblem::LooksLike { column, found }],
            "a file whose ids are misspelt is not a file without ids"
        );
    }

    #[test]
    fn all_problems_are_told_at_once() {
        let problems = column_problems("event_id,Event Id,time,service,agent,environment,feature");
        assert_eq!(problems.len(), 3, "{problems:?}");
        assert!(matches!(
            &problems[0],
            ColumnProblem::Doubled { column: "event_id", .. }
        ));
    }

    #[test]
    fn another_delimiter_is_named() {
        for delimiter in [';', '\t', '|'] {
            let line = USAGE.replace(',', &delimiter.to_string());
            assert_eq!(header(&line), Err(HeaderProblem::WrongDelimiter(delimiter)));
        }
    }

    #[test]
    fn an_unknown_header_is_not_bent_into_a_known_one() {
        for line in [
            "a,b,c",
            "Ticket,Opened,Agent Id,Agent Name,Priority,Closed",
            "1,2026-05-03,x",
        ] {
            assert!(
                matches!(header(line), Err(HeaderProblem::NotRecognised { .. })),
                "{line}"
            );
        }
        assert_eq!(header(" , ,"), Err(HeaderProblem::Empty));
    }
}
