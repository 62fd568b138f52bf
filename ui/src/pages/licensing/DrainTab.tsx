/** Which environment drains the tenant's pool first, and one step that stops many of them. */
import { Button, Checkbox, Text } from "@fluentui/react-components";
import { useState } from "react";
import { useAct, usePreview } from "../../api/hooks";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { usePagedList } from "../../components/list/usePagedList";
import { useNotices } from "../../components/Notices";
import { Tag } from "../../components/Tag";
import { Amount, Credits } from "../../components/values";
import type { DrainRow } from "../../generated/DrainRow";
import { formatCredits, formatDay, formatInstant, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";

export function DrainTab() {
  const list = usePagedList("drain_list", { list: "drain", searchLabel: "Search environments" });
  const [chosen, setChosen] = useState<string[]>([]);
  const [asking, setAsking] = useState(false);
  const columns: Column<DrainRow>[] = [
    {
      key: "name",
      label: "Environment",
      width: "26%",
      cell: ({ id, name }) => (
        <Checkbox
          label={name}
          checked={chosen.includes(id)}
          onChange={(_, { checked }) => setChosen(checked ? [...chosen, id] : chosen.filter((other) => other !== id))}
          data-testid={testId("drain-choose-<id>", { id })}
        />
      ),
    },
    { key: "type", label: "Type", cell: ({ kindLabel }) => kindLabel },
    {
      key: "drawn",
      label: "Drawn from the pool (credits)",
      numeric: true,
      cell: ({ drawn }) => <Amount value={drawn} />,
    },
    { key: "percent", label: "Share (%)", numeric: true, cell: ({ percent }) => percent },
    {
      key: "own",
      label: "Left of its own allocation (credits)",
      numeric: true,
      cell: ({ ownLeft }) => <Amount value={ownLeft} />,
    },
    { key: "locked", label: "Locked by", cell: ({ lockedBy }) => lockedBy ?? "None" },
  ];
  return (
    <>
      {list.answer && (
        <Text block style={{ marginTop: "12px", marginBottom: "12px" }}>
          <Tag kind="onlyHere" /> The tenant's pool has{" "}
          <Credits value={list.answer.poolLeft} testId={testId("drain-left")} /> left from {formatDay(list.answer.from)}{" "}
          on, as of {formatInstant(list.answer.asOf)}. Environments that may draw on it, the one that drew the most
          first.
        </Text>
      )}
      <DataList
        id="drain"
        label="Environments that draw on the tenant's pool"
        columns={columns}
        {...list}
        rowKey={({ id }) => id}
        rowTestId={({ id }) => testId("drain-row-<id>", { id })}
        commands={
          chosen.length > 0 && (
            <Button onClick={() => setAsking(true)} data-testid={testId("drain-stop")}>
              Stop drawing ({chosen.length})
            </Button>
          )
        }
        empty={
          <EmptyState
            title="No environment draws on the tenant's pool"
            text="Each uses what is allocated to it, or a billing plan."
          />
        }
      />
      {asking && (
        <StopDrawing
          environments={chosen}
          onDone={() => {
            setChosen([]);
            setAsking(false);
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

interface StopDrawingProps {
  environments: string[];
  onDone(): void;
  onClose(): void;
}

function StopDrawing({ environments, onDone, onClose }: StopDrawingProps) {
  const request = { environments, draw: false };
  const act = useAct("environment_draw_set");
  const preview = usePreview("environment_draw_set", request, { enabled: act.isIdle || act.isError });
  const { say } = useNotices();
  const confirm = () =>
    act.mutate(request, {
      onSuccess: ({ changes }) => {
        say(
          `${formatQuantity(changes.length, "environment doesn't", "environments don't")} draw on the pool any more.`,
        );
        onDone();
      },
    });
  return (
    <ConfirmDialog
      title={`Stop ${formatQuantity(environments.length, "environment", "environments")} drawing on the tenant's pool?`}
      confirmLabel="Stop drawing"
      problem={act.error ?? preview.error}
      onConfirm={confirm}
      onCancel={onClose}
    >
      {preview.data && (
        <ul data-testid={testId("drain-effects")}>
          {preview.data.changes.map(({ id, name, leftBefore, leftAfter, text }) => (
            <li key={id}>
              {name}: {formatCredits(leftBefore)} left before, {formatCredits(leftAfter)} after. {text}
            </li>
          ))}
          <li>The pool keeps {formatCredits(preview.data.poolLeft)} for the others.</li>
        </ul>
      )}
    </ConfirmDialog>
  );
}
