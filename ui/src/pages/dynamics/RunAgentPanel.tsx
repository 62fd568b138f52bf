/** Run agent: runs an agent of Dynamics 365 as somebody, to see what they see, what it costs, who pays and why. */
import { Button, Field, Input, Text } from "@fluentui/react-components";
import { type FormEvent, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { call } from "../../api/call";
import { useAct, useRead } from "../../api/hooks";
import { type Problem, toProblem } from "../../api/problem";
import { useActor } from "../../app/actor";
import { fieldMessage } from "../../components/FieldMessage";
import { focusFirstError } from "../../components/focusFirstError";
import { ProblemBar } from "../../components/ProblemBar";
import { SidePanel } from "../../components/panel/SidePanel";
import { type Choice, SearchPicker } from "../../components/SearchPicker";
import { Tag } from "../../components/Tag";
import type { DynamicsAgentRow } from "../../generated/DynamicsAgentRow";
import type { UsageTried } from "../../generated/UsageTried";
import { testId } from "../../testIds";
import { PersonField } from "../usage/PersonField";
import { TryResult } from "../usage/TryResult";

const FIELDS = ["user", "environment", "quantity"];

export function RunAgentPanel({ agent, onClose }: { agent: DynamicsAgentRow; onClose(): void }) {
  const { actorId } = useActor();
  const formId = useId();
  const form = useRef<HTMLFormElement>(null);
  const send = useAct("usage_try");
  const [first] = agent.environments;
  const [person, setPerson] = useState<Choice>();
  const [environment, setEnvironment] = useState(first?.name ?? "");
  const [quantity, setQuantity] = useState("1");
  const [checked, setChecked] = useState(false);
  const [result, setResult] = useState<{ tried: UsageTried; isPreview: boolean }>();
  const [problem, setProblem] = useState<Problem>();
  const found = useRead(
    "environment_list",
    { limit: 20, ...(environment !== first?.name && environment && { search: environment }) },
    { keepPrevious: true },
  );
  const errorOf = (field: string) => (problem?.field === field ? problem : undefined);

  async function run(isPreview: boolean) {
    flushSync(() => {
      setChecked(true);
      setResult(undefined);
      setProblem(undefined);
    });
    if (!person) {
      focusFirstError(form.current);
      return;
    }
    const request = {
      user: person.id,
      service: "copilotStudio" as const,
      dynamicsAgent: agent.key,
      environment: environment.trim(),
      quantity,
    };
    try {
      const tried = isPreview
        ? await call("usage_try", { ...request, preview: true }, actorId)
        : await send.mutateAsync(request);
      setResult({ tried, isPreview });
    } catch (rejection) {
      flushSync(() => setProblem(toProblem(rejection)));
      focusFirstError(form.current);
    }
  }

  return (
    <SidePanel
      id="run-agent"
      title={
        <>
          Run agent: {agent.label} <Tag kind="onlyHere" />
        </>
      }
      above
      onClose={onClose}
      footer={
        <>
          <Button appearance="primary" type="submit" form={formId} data-testid={testId("run-agent-run")}>
            Run
          </Button>
          <Button onClick={() => void run(true)} data-testid={testId("run-agent-preview")}>
            See what would happen
          </Button>
          <Button appearance="subtle" onClick={onClose} data-testid={testId("run-agent-close")}>
            Close
          </Button>
        </>
      }
    >
      <form
        id={formId}
        ref={form}
        noValidate
        style={{ display: "contents" }}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void run(false);
        }}
      >
        <Text>One run is for {agent.unitOfRun}. It is taken for interactive use by the person.</Text>
        <PersonField
          error={checked && !person ? "Choose a person." : errorOf("user")}
          picked={person}
          onPick={setPerson}
        />
        <Field label="Environment" hint={agent.home} validationMessage={fieldMessage(errorOf("environment"))}>
          <SearchPicker
            name="environment"
            placeholder="The default environment"
            typed={environment}
            onType={setEnvironment}
            choices={found.data?.rows.map(({ id, name, kindLabel }) => ({ id, label: name, detail: kindLabel }))}
            total={found.data?.total}
            picked={undefined}
            onPick={({ label }) => setEnvironment(label)}
          />
        </Field>
        <Field label="How many runs" required validationMessage={fieldMessage(errorOf("quantity"))}>
          <Input
            value={quantity}
            inputMode="decimal"
            onChange={(_, { value }) => setQuantity(value)}
            data-testid={testId("run-agent-quantity")}
          />
        </Field>
      </form>
      {problem && !FIELDS.includes(problem.field ?? "") && <ProblemBar problem={problem} />}
      {result && <TryResult {...result} />}
    </SidePanel>
  );
}
