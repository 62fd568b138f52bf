/** Rehearsal › What happened: acts, and what time and usage did, newest first. */
import { Button, Dropdown, Field, Option, Text } from "@fluentui/react-components";
import { useState } from "react";
import { useRead } from "../../api/hooks";
import { useAddress } from "../../app/useAddress";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { FILTER_WIDTH } from "../../components/list/filter";
import { usePagedList } from "../../components/list/usePagedList";
import { onDemand } from "../../components/onDemand";
import { Page } from "../../components/Page";
import { Count, Instant } from "../../components/values";
import type { HappeningCause } from "../../generated/HappeningCause";
import type { HappeningRow } from "../../generated/HappeningRow";
import { testId } from "../../testIds";
import { HappeningText } from "./HappeningText";

const CAUSES: Record<HappeningCause, string> = { act: "Somebody's act", time: "Time", usage: "Usage" };

const COLUMNS: Column<HappeningRow>[] = [
  { key: "at", label: "When (UTC)", width: "180px", cell: ({ at }) => <Instant value={at} /> },
  { key: "text", label: "What", minWidth: 260, cell: (row) => <HappeningText row={row} /> },
  { key: "cause", label: "Because of", width: "125px", cell: ({ cause }) => CAUSES[cause] },
  { key: "actor", label: "Who", width: "140px", cell: ({ actor }) => actor },
];

const BranchDialog = onDemand(async () => (await import("../scenarios/BranchDialog")).BranchDialog);

/** The column that leads to a branch which begins at the happening. */
function rewind(onRewind: (row: HappeningRow) => void): Column<HappeningRow> {
  return {
    key: "rewind",
    buttons: true,
    label: "Rewind",
    width: "140px",
    cell: (row) => (
      <Button
        size="small"
        appearance="subtle"
        style={{ whiteSpace: "nowrap" }}
        aria-label={`Rewind to here: ${row.text}`}
        onClick={() => onRewind(row)}
        data-testid={testId("happening-rewind-<id>", { id: row.id })}
      >
        Rewind to here
      </Button>
    ),
  };
}

export function HappeningsPage() {
  const [rewound, setRewound] = useState<HappeningRow>();
  const { address, change } = useAddress();
  const list = usePagedList("happening_list", {
    list: "happenings",
    searchLabel: "Search what happened",
    filter: { cause: address.cause },
    filterParts: ["cause"],
  });
  return (
    <Page
      title="What happened"
      onlyHere
      subtitle="Every act, and what time and usage did, newest first. Times are simulated."
    >
      <DataList
        id="happenings"
        label="What happened"
        columns={[...COLUMNS, rewind(setRewound)]}
        {...list}
        rowKey={({ id }) => id}
        rowTestId={({ id }) => testId("happening-row-<id>", { id })}
        filters={<CauseFilter cause={address.cause} onChoose={(cause) => change({ cause, pages: undefined })} />}
        empty={
          <EmptyState title="Nothing has happened yet" text="Acts appear here as soon as somebody does something." />
        }
      />
      <JournalLine />
      {rewound && <BranchDialog happening={rewound} onClose={() => setRewound(undefined)} />}
    </Page>
  );
}

interface CauseFilterProps {
  cause: HappeningCause | undefined;
  onChoose(cause: HappeningCause | undefined): void;
}

function CauseFilter({ cause, onChoose }: CauseFilterProps) {
  const choices = Object.entries(CAUSES) as [HappeningCause, string][];
  return (
    <Field label="Because of" orientation="horizontal">
      <Dropdown
        inlinePopup
        style={FILTER_WIDTH}
        value={cause ? CAUSES[cause] : "Anything"}
        selectedOptions={[cause ?? "any"]}
        onOptionSelect={(_, { optionValue }) => onChoose(choices.find(([key]) => key === optionValue)?.[0])}
        data-testid={testId("happening-cause-filter")}
      >
        <Option value="any" data-testid={testId("happening-cause-<cause>", { cause: "any" })}>
          Anything
        </Option>
        {choices.map(([key, label]) => (
          <Option key={key} value={key} data-testid={testId("happening-cause-<cause>", { cause: key })}>
            {label}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}

/** Two workbooks with the same script have the same hash. */
function JournalLine() {
  const head = useRead("journal_head", {});
  return (
    head.data && (
      <Text size={200} data-value={head.data.hash} data-testid={testId("journal-head")}>
        Journal: <Count value={head.data.seq} /> entries on branch {head.data.branch}, hash{" "}
        {head.data.hash.slice(0, 16)}
      </Text>
    )
  );
}
