/** Manage capacity: allocates Copilot Credits to an environment, and says what happens beyond. */
import {
  Button,
  Checkbox,
  Field,
  Input,
  makeStyles,
  Spinner,
  Subtitle2,
  Text,
  tokens,
} from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { useAct, usePreview, useRead } from "../../api/hooks";
import { useAddress } from "../../app/useAddress";
import { fieldMessage } from "../../components/FieldMessage";
import { LearnMore } from "../../components/help/LearnMore";
import { useNotices } from "../../components/Notices";
import { ProblemBar } from "../../components/ProblemBar";
import { DetailList } from "../../components/panel/DetailList";
import { SidePanel } from "../../components/panel/SidePanel";
import { type Choice, SearchPicker } from "../../components/SearchPicker";
import { Credits } from "../../components/values";
import type { EnvironmentRow } from "../../generated/EnvironmentRow";
import { formatAmount, formatDay } from "../../locale/locale";
import { testId } from "../../testIds";
import { useFieldErrors } from "../azure/useFieldErrors";

const useStyles = makeStyles({
  block: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
});

export function ManageCapacityPanel({ id, onClose }: { id: string | undefined; onClose(): void }) {
  const { change } = useAddress();
  const [typed, setTyped] = useState<string>();
  const [dirty, setDirty] = useState(false);
  const asked = useRead("environment_list", { search: id ?? "" }, { enabled: id !== undefined });
  const environment = asked.data?.rows.find((row) => row.id === id);
  const found = useRead("environment_list", { limit: 20, ...(typed && { search: typed }) }, { keepPrevious: true });
  const capacity = useRead("capacity_get", {});
  const choices = found.data?.rows.map(({ id, name, kindLabel }) => ({ id, label: name, detail: kindLabel }));
  const picked: Choice | undefined = environment && { id: environment.id, label: environment.name };
  return (
    <SidePanel id="capacity" title="Manage capacity" dirty={dirty} onClose={onClose}>
      {capacity.data && (
        <DetailList
          details={[
            { key: "capacity-owned", label: "Owned a month", value: <Credits value={capacity.data.owned} /> },
            { key: "capacity-allocated", label: "Allocated", value: <Credits value={capacity.data.allocated} /> },
          ]}
        />
      )}
      <Field label="Environment">
        <SearchPicker
          name="environment"
          placeholder="Search"
          typed={typed ?? picked?.label ?? ""}
          onType={setTyped}
          choices={choices}
          total={found.data?.total}
          picked={picked}
          onPick={(choice) => {
            setTyped(undefined);
            void change({ id: choice.id }, { replace: true });
          }}
        />
      </Field>
      <ProblemBar problem={found.error ?? asked.error} />
      {id !== undefined && asked.isPending && <Spinner label="Loading" />}
      {environment && (
        <Allocation key={environment.id} environment={environment} onDirty={setDirty} onClose={onClose} />
      )}
      <LearnMore article="manageCapacity" place="panel" />
    </SidePanel>
  );
}

interface AllocationProps {
  environment: EnvironmentRow;
  onDirty(dirty: boolean): void;
  onClose(): void;
}

function Allocation({ environment, onDirty, onClose }: AllocationProps) {
  const styles = useStyles();
  const { id, used } = environment;
  const [credits, setCredits] = useState(environment.allocated);
  const [draw, setDraw] = useState(environment.drawFromTenant);
  const [bill, setBill] = useState(environment.billToPlan);
  const form = useFieldErrors(["credits", "drawFromTenant"] as const);
  const set = useAct("allocation_set");
  const { say } = useNotices();
  const [before, setBefore] = useState(environment);
  const isAsIn = (row: EnvironmentRow) =>
    credits === row.allocated && draw === row.drawFromTenant && bill === row.billToPlan;
  const changed = !isAsIn(before);
  // What was saved here, or elsewhere while nothing was put in, is what stands before. Else saving says what changed meanwhile.
  if (environment.revision !== before.revision && (!changed || isAsIn(environment))) {
    setBefore(environment);
    setCredits(environment.allocated);
    setDraw(environment.drawFromTenant);
    setBill(environment.billToPlan);
  }
  // Closing asks first while something is put in that was not saved.
  useEffect(() => {
    onDirty(changed);
    return () => onDirty(false);
  }, [changed, onDirty]);
  const request = {
    environment: id,
    credits,
    drawFromTenant: draw,
    billToPlan: bill,
    revision: before.revision,
  };
  const preview = usePreview("allocation_set", request, { enabled: changed && set.isIdle });
  const refused = changed ? preview.error : null;
  const at = (field: string) => (refused?.field === field ? refused : undefined);
  const change = (act: () => void) => {
    act();
    form.clear("credits");
    form.clear("drawFromTenant");
    set.reset();
  };
  const save = () =>
    form.run({}, async () => {
      if (!changed) {
        return;
      }
      const { environment: after, available } = await set.mutateAsync(request);
      say(
        `Capacity of "${after.name}" was saved. ${formatAmount(available)} Copilot Credits are available to allocate.`,
      );
    });
  const elsewhere = refused && !["credits", "drawFromTenant"].includes(refused.field ?? "") ? refused : null;
  return (
    <form
      className={styles.block}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {used && (
        <DetailList
          details={[
            {
              key: "capacity-consumed",
              label: `Consumed from ${formatDay(used.from)} on`,
              value: <Credits value={used.prepaid} />,
            },
          ]}
        />
      )}
      <Subtitle2 as="h3">Allocate capacity</Subtitle2>
      <Field
        label="Copilot Credits"
        hint="Copilot Credits a month that are this environment's own."
        validationMessage={fieldMessage(form.errors.credits ?? at("credits"))}
      >
        <Input
          inputMode="numeric"
          value={credits}
          onChange={(_, { value }) => change(() => setCredits(value))}
          data-testid={testId("capacity-allocate-<id>", { id })}
        />
      </Field>
      <Available changed={changed} preview={preview.data?.available} />
      <Subtitle2 as="h3">Capacity overages</Subtitle2>
      <Text>What happens when this environment's own capacity is used up.</Text>
      <Field
        validationMessage={fieldMessage(form.errors.drawFromTenant ?? at("drawFromTenant"))}
        hint={environment.drawLocked ? `Locked by the environment group "${environment.groupName}".` : undefined}
      >
        <Checkbox
          label="Draw from the available capacity in my tenant"
          checked={draw}
          disabled={environment.drawLocked}
          onChange={(_, { checked }) => change(() => setDraw(checked === true))}
          data-testid={testId("capacity-draw")}
        />
      </Field>
      <Field hint={environment.planName ? `Linked to "${environment.planName}".` : "It is linked to no billing plan."}>
        <Checkbox
          label="Bill to my pay-as-you-go billing plan"
          checked={bill}
          onChange={(_, { checked }) => change(() => setBill(checked === true))}
          data-testid={testId("capacity-bill")}
        />
      </Field>
      <ProblemBar problem={form.problem ?? elsewhere} />
      <div style={{ display: "flex", gap: "8px" }}>
        <Button appearance="primary" type="submit" data-testid={testId("capacity-save")}>
          Save
        </Button>
        <Button onClick={onClose} data-testid={testId("capacity-cancel")}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

/** What is left to allocate under what is put in, as the program works it out. */
function Available({ changed, preview }: { changed: boolean; preview: string | undefined }) {
  const capacity = useRead("capacity_get", {});
  const left = (changed ? preview : undefined) ?? capacity.data?.available;
  return (
    <Text role="status">
      Available to allocate: {left !== undefined && <Credits value={left} testId={testId("capacity-available")} />}
    </Text>
  );
}
