//! Answers of the Power Platform Licensing API, laid out as a table that the readers of reports understand.
//!
//! Knows an answer by its shape (Power Platform API reference, "Licensing", 2024-10-01, and answers seen since): lists of
//! entitlements, resources, users, billing policies and allocations. Several pages may stand in one file, one after the other
//! or as an array. A member of an object inside another is a column named with points, such as `metadata.FeatureName`. No
//! number passes through floating point. What a column means is said where those of all reports are.

use std::collections::HashMap;

use meterdesk_billing::tenant::ImportKind;
use rust_decimal::Decimal;
use serde_json::value::RawValue;

use crate::answer_problem::AnswerProblem;
use crate::guard::csv_guard;
use crate::members::Members;
use crate::text::shortened;

/// The longest file of answers that is read; they are read whole.
pub(crate) const MOST_BYTES: usize = 64 * 1024 * 1024;

/// Places that a credit has; the service states its figures as binary fractions with a tail beyond them.
const PLACES: u32 = 6;

/// How deep an answer may be nested; those that are known are four deep.
const DEEPEST: usize = 16;

/// How many different members the entries of a file may have.
const MOST_COLUMNS: usize = 200;

/// Answers as one table.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) kind: ImportKind,
    pub(crate) columns: Vec<String>,
    /// CSV with the columns as its first line.
    pub(crate) table: Vec<u8>,
    /// What is to be told of the file as a whole.
    pub(crate) remarks: Vec<String>,
}

/// Whether a file begins as JSON does.
pub(crate) fn looks_like_one(start: &[u8]) -> bool {
    matches!(start.trim_ascii_start().first(), Some(b'{' | b'['))
}

/// Lays out all answers of a file.
///
/// # Errors
/// Says what is wrong with the file as a whole.
pub(crate) fn lay_out(file: &[u8]) -> Result<Answer, AnswerProblem> {
    let mut found = Found::default();
    for answer in serde_json::Deserializer::from_slice(file).into_iter::<&RawValue>() {
        let answer = answer.map_err(|error| AnswerProblem::NotJson {
            line: error.line(),
            column: error.column(),
        })?;
        found.look(answer, 0)?;
    }
    let Some(kind) = found.kind else {
        return Err(AnswerProblem::NoEntries);
    };
    let mut remarks = Vec::new();
    if found.goes_on {
        remarks.push(
            "The last page says that more follow: the sums are of these pages alone. Put every page into one file, one after the \
             other."
                .to_owned(),
        );
    }
    if found.rounded > 0 {
        remarks.push(format!(
            "Figures with more than {PLACES} places, rounded to them: {}.",
            found.rounded
        ));
    }
    let table = found.table();
    Ok(Answer {
        kind,
        columns: found.columns,
        table,
        remarks,
    })
}

/// What was met so far.
#[derive(Debug, Default)]
struct Found {
    kind: Option<ImportKind>,
    columns: Vec<String>,
    rows: Vec<HashMap<String, String>>,
    goes_on: bool,
    rounded: u64,
}

impl Found {
    /// Looks into an answer, or a part of one, for entries.
    fn look(&mut self, part: &RawValue, depth: usize) -> Result<(), AnswerProblem> {
        if depth > DEEPEST {
            return Err(AnswerProblem::NotAnAnswer("it is nested too deeply".to_owned()));
        }
        if let Ok(parts) = serde_json::from_str::<Vec<&RawValue>>(part.get()) {
            return parts.into_iter().try_for_each(|part| self.look(part, depth + 1));
        }
        let Ok(members) = serde_json::from_str::<Members<'_>>(part.get()) else {
            return Err(AnswerProblem::NotAnAnswer(shortened(part.get())));
        };
        if let Some(inside) = members.get("value") {
            let more = ["continuationToken", "@odata.nextLink"];
            self.goes_on = more
                .iter()
                .any(|name| members.text(name).is_some_and(|more| !more.is_empty()));
            return self.look(inside, depth + 1);
        }
        match kind_of(&members) {
            Some(kind) => self.take(kind, &members),
            None => match ["resources", "users"].iter().find_map(|name| members.get(name)) {
                Some(inside) => self.look(inside, depth + 1),
                None => Err(refusal_in(&members).map_or_else(
                    || AnswerProblem::NotAnAnswer(shortened(&members.names().collect::<Vec<_>>().join(", "))),
                    AnswerProblem::Refusal,
                )),
            },
        }
    }

    fn take(&mut self, kind: ImportKind, members: &Members<'_>) -> Result<(), AnswerProblem> {
        let first = *self.kind.get_or_insert(kind);
        if first != kind {
            return Err(AnswerProblem::Mixed { first, second: kind });
        }
        let Some(lines) = members.get("currencyAllocations") else {
            let mut row = HashMap::new();
            self.lay(("", 0), members, &mut row)?;
            self.rows.push(row);
            return Ok(());
        };
        // An environment's allocations are an entry each.
        let lines: Vec<Members<'_>> =
            serde_json::from_str(lines.get()).map_err(|_| AnswerProblem::NotAnAnswer(shortened(lines.get())))?;
        for line in lines {
            let mut row = HashMap::new();
            self.lay(("", 0), &members.without("currencyAllocations"), &mut row)?;
            self.lay(("", 0), &line, &mut row)?;
            self.rows.push(row);
        }
        Ok(())
    }

    /// Lays the members of an object into a row; `within` is the path to it and how deep it is.
    fn lay(
        &mut self,
        within: (&str, usize),
        members: &Members<'_>,
        row: &mut HashMap<String, String>,
    ) -> Result<(), AnswerProblem> {
        let (path, depth) = within;
        for (name, value) in members.iter() {
            let column = format!("{path}{name}");
            let inside = serde_json::from_str::<Members<'_>>(value.get());
            if let Some(inside) = inside.ok().filter(|_| depth < DEEPEST) {
                self.lay((&format!("{column}."), depth + 1), &inside, row)?;
                continue;
            }
            let text = self.cell(value);
            if !self.columns.contains(&column) {
                if self.columns.len() == MOST_COLUMNS {
                    return Err(AnswerProblem::TooWide(MOST_COLUMNS));
                }
                self.columns.push(column.clone());
            }
            row.insert(column, text);
        }
        Ok(())
    }

    /// A value as a cell's text.
    fn cell(&mut self, value: &RawValue) -> String {
        let written = value.get();
        match written.as_bytes().first() {
            Some(b'"') => serde_json::from_str(written).unwrap_or_default(),
            Some(b'n') => String::new(),
            Some(b'-' | b'0'..=b'9') => {
                let number = Decimal::from_str_exact(written).or_else(|_| Decimal::from_scientific(written));
                // What fits in no decimal stands for "without an end" and is shown as it is.
                number.map_or_else(
                    |_| written.to_owned(),
                    |number| {
                        let kept = number.round_dp(PLACES).normalize();
                        self.rounded += u64::from(kept != number);
                        kept.to_string()
                    },
                )
            }
            _ => written.to_owned(),
        }
    }

    fn table(&self) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let mut write = |cells: Vec<&str>| {
            writer
                .write_record(cells.into_iter().map(|cell| csv_guard(cell).into_owned()))
                .expect("memory takes what is written");
        };
        write(self.columns.iter().map(String::as_str).collect());
        for row in &self.rows {
            let cell = |column| row.get(column).map_or("", String::as_str);
            write(self.columns.iter().map(cell).collect());
        }
        writer.into_inner().expect("memory takes what is written")
    }
}

/// What an entry is, by the members that only its kind has.
fn kind_of(members: &Members<'_>) -> Option<ImportKind> {
    let has = |name| members.get(name).is_some();
    if has("currencyAllocations") {
        Some(ImportKind::LicensingAllocations)
    } else if has("entitlement") {
        Some(ImportKind::LicensingEntitlements)
    } else if has("resourceId") && has("consumed") {
        Some(ImportKind::LicensingResources)
    } else if has("userId") && has("consumed") {
        Some(ImportKind::LicensingUsers)
    } else if has("billingInstrument") {
        Some(ImportKind::LicensingPolicies)
    } else {
        None
    }
}

/// What the service said when it refused: several shapes of it are known.
fn refusal_in(members: &Members<'_>) -> Option<String> {
    if let Some(inside) = members.get("error") {
        let inside: Members<'_> = serde_json::from_str(inside.get()).ok()?;
        return refusal_in(&inside);
    }
    let said = ["message", "title", "code", "key"];
    said.iter()
        .find_map(|name| members.text(name))
        .map(|said| shortened(&said))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(file: &str) -> String {
        String::from_utf8(lay_out(file.as_bytes()).expect("an answer").table).expect("text")
    }

    #[test]
    fn entries_of_several_pages_make_one_table_in_the_files_order() {
        let page = |id: &str, more: &str| {
            format!(
                r#"{{"value":[{{"resources":[{{"resourceId":"{id}","consumed":0.39,"metadata":{{"FeatureName":"=Answer","LLMModel":null}}}}]}}],"continuationToken":"{more}"}}"#
            )
        };
        let file = format!("{}\n{}", page("a", "next"), page("b", ""));
        assert_eq!(
            table(&file),
            "resourceId,consumed,metadata.FeatureName,metadata.LLMModel\na,0.39,'=Answer,\nb,0.39,'=Answer,\n"
        );
        assert!(lay_out(file.as_bytes()).expect("an answer").remarks.is_empty());
        let cut = lay_out(page("a", "next").as_bytes()).expect("an answer");
        assert!(cut.remarks[0].contains("more follow"), "{:?}", cut.remarks);
    }

    #[test]
    fn an_environments_allocations_are_an_entry_each() {
        let file = r#"[{"environmentId":"e","currencyAllocations":[{"currencyType":"MCSMessages","allocated":10000},{"currencyType":"AI","allocated":5}]}]"#;
        assert_eq!(
            table(file),
            "environmentId,currencyType,allocated\ne,MCSMessages,10000\ne,AI,5\n"
        );
    }

    #[test]
    fn a_figure_keeps_six_places_and_that_is_told() {
        let file =
            r#"{"users":[{"userId":"u","consumed":14.170000000000002,"limit":1.7976931348623157e308,"few":1e-3}]}"#;
        let answer = lay_out(file.as_bytes()).expect("an answer");
        assert_eq!(answer.kind, ImportKind::LicensingUsers);
        assert_eq!(
            String::from_utf8(answer.table).expect("text"),
            "userId,consumed,limit,few\nu,14.17,1.7976931348623157e308,0.001\n"
        );
        assert_eq!(answer.remarks, ["Figures with more than 6 places, rounded to them: 1."]);
    }

    #[test]
    fn what_is_no_answer_is_named() {
        let problem = |file: &str| lay_out(file.as_bytes()).expect_err("no answer");
        assert_eq!(
            problem("{\"value\":[\n{]}"),
            AnswerProblem::NotJson { line: 2, column: 2 }
        );
        assert_eq!(problem(r#"{"value":[]}"#), AnswerProblem::NoEntries);
        assert_eq!(
            problem(r#"{"error":{"code":"InvalidValue","message":"The value is not valid."}}"#),
            AnswerProblem::Refusal("The value is not valid.".to_owned())
        );
        assert_eq!(
            problem(r#"{"a":1,"b":2}"#),
            AnswerProblem::NotAnAnswer("a, b".to_owned())
        );
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        assert!(matches!(problem(&deep), AnswerProblem::NotAnAnswer(_)));
        let wide: Vec<String> = (0..300).map(|name| format!("\"m{name}\":0")).collect();
        let wide = format!(r#"{{"userId":"u","consumed":1,{}}}"#, wide.join(","));
        assert_eq!(problem(&wide), AnswerProblem::TooWide(200));
        assert_eq!(problem("[1]"), AnswerProblem::NotAnAnswer("1".to_owned()));
        assert_eq!(
            problem(r#"[{"userId":"u","consumed":1},{"resourceId":"r","consumed":1}]"#),
            AnswerProblem::Mixed {
                first: ImportKind::LicensingUsers,
                second: ImportKind::LicensingResources
            }
        );
    }
}
