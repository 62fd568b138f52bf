//! Import from the start of the process until usage is on the disk, rated, settled and summed up, beside DuckDB's plain
//! reading of the same file; its memory; and a late file after it.

use std::path::Path;
use std::process::Command;

use crate::process::{Ran, run};
use crate::report::{Figure, Report, median, permille, seconds};
use crate::{Options, duck, reads, usage_file, workbook};

const LATE_ROWS: u64 = 1_000;
const MEBIBYTE: u64 = 1_024;

fn import(options: &Options, workbook: &Path, file: &Path) -> Ran {
    // A file without event ids that falls into the time of another is taken beside it.
    let add = ["--on-overlap", "add"];
    run(Command::new(&options.cli)
        .arg("import")
        .arg(workbook)
        .arg(file)
        .args(add))
}

/// Measures what is wanted of P1, P2, P4, P6 and P7.
pub(crate) async fn measure(options: &Options, rows: u64, report: &mut Report) {
    let scenario = workbook::scenario();
    let people: Vec<String> = scenario
        .directory
        .people
        .iter()
        .map(|person| person.user_principal_name.clone())
        .collect();
    let prepared = workbook::prepare(&options.folder, rows, &scenario).await;
    drop(scenario);
    let written = |name: &str, rows, with_ids| usage_file::write(&options.folder, (name, rows), with_ids, &people);
    let late = written("late", LATE_ROWS, false);
    if ["P1", "P4", "P6", "P7"].iter().any(|figure| options.wants(figure)) {
        let file = written(&rows.to_string(), rows, false);
        whole(options, (rows, &prepared), (&file, &late), report);
    }
    if options.wants("P4") {
        let imported = options.folder.join("run.meterdesk");
        let busy = written("busy", rows.min(1_000_000), false);
        reads::measure((rows, &imported), &busy, report).await;
    }
    if options.wants("P2") {
        let file = written(&format!("{rows}-ids"), rows, true);
        with_ids(options, (rows, &prepared), &file, report);
    }
}

fn whole(options: &Options, (rows, prepared): (u64, &Path), (file, late): (&Path, &Path), report: &mut Report) {
    let (mut ours, mut theirs, mut again) = (Vec::new(), Vec::new(), Vec::new());
    let (mut memory, mut their_memory) = (0, 0);
    for number in 1..=options.runs_at(rows) {
        let book = workbook::copy(prepared, "run");
        let imported = import(options, &book, file);
        let loaded = duck::load(options, file, false);
        let after = import(options, &book, late);
        eprintln!(
            "run {number}: import {}, {} MiB; DuckDB {}, {} MiB; late file {}",
            seconds(imported.took),
            imported.peak_kib / MEBIBYTE,
            seconds(loaded.took),
            loaded.peak_kib / MEBIBYTE,
            seconds(after.took),
        );
        memory = memory.max(imported.peak_kib);
        their_memory = their_memory.max(loaded.peak_kib);
        ours.push(imported.took);
        theirs.push(loaded.took);
        again.push(after.took);
    }
    let ((import, least, most), (load, ..), (late, ..)) = (median(&ours), median(&theirs), median(&again));
    let runs = ours.len();
    if options.wants("P1") {
        report.add(Figure {
            id: "P1",
            rows,
            what: format!(
                "import, settled {} ({} to {}, {runs} runs)",
                seconds(import),
                seconds(least),
                seconds(most)
            ),
            against: format!("DuckDB read_csv into a table {}", seconds(load)),
            permille: permille(import, load),
            goal: 1_000,
            unit: "x",
            took: Some(import),
        });
    }
    if options.wants("P6") {
        report.add(Figure {
            id: "P6",
            rows,
            what: "peak memory of the import".to_owned(),
            against: format!("256 MiB; DuckDB had {} MiB", their_memory / MEBIBYTE),
            permille: memory * 1_000 / MEBIBYTE,
            goal: 256_000,
            unit: "MiB",
            took: None,
        });
    }
    if options.wants("P7") {
        report.add(Figure {
            id: "P7",
            rows,
            what: format!("a late file of {LATE_ROWS} rows, settled {}", seconds(late)),
            against: format!("the full import {}", seconds(import)),
            permille: permille(late, import) * 100,
            goal: 15_000,
            unit: "%",
            took: Some(late),
        });
    }
}

fn with_ids(options: &Options, (rows, prepared): (u64, &Path), file: &Path, report: &mut Report) {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for number in 1..=options.runs_at(rows) {
        let book = workbook::copy(prepared, "run-ids");
        let imported = import(options, &book, file);
        let loaded = duck::load(options, file, true);
        eprintln!(
            "run {number}, event ids: import {}, {} MiB; DuckDB {}, {} MiB",
            seconds(imported.took),
            imported.peak_kib / MEBIBYTE,
            seconds(loaded.took),
            loaded.peak_kib / MEBIBYTE,
        );
        ours.push(imported.took);
        theirs.push(loaded.took);
    }
    let ((import, ..), (load, ..)) = (median(&ours), median(&theirs));
    report.add(Figure {
        id: "P2",
        rows,
        what: format!(
            "import with event ids, settled {} ({} runs)",
            seconds(import),
            ours.len()
        ),
        against: format!("DuckDB with a unique index {}", seconds(load)),
        permille: permille(import, load),
        goal: 2_000,
        unit: "x",
        took: Some(import),
    });
}
